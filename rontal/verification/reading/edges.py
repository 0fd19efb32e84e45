"""Long straight edges of a picture, level or upright."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from rontal.verification.pdq import Pixels

Plane = NDArray[np.float32]
Vectors = NDArray[np.float64]
Numbers = NDArray[np.intp]
STEEPEST = 0.2
SLOPES = np.linspace(-STEEPEST, STEEPEST, 41)
DULL = 0.35
"""How strong (0 to 1) an edge must be to count for a line rather than against it."""
MOST = 18
SAMPLES = 160
STEEP_COST = 2.5
"""Lines that run as the text does are likelier sides than those that run across it."""
NEAR = 3.0
"""Lines this near to each other (pixels, at both ends) are one."""
VARIED, VARIANTS = 0.05, 3
"""At most so many lines end (both ends together) within a share of the width of each other: they
are one edge, and a strong one must not crowd out the other sides."""
FRAME_STRENGTH = 0.4
"""What the photo's own border counts for as a side: a card may fill the picture."""
BEYOND = 0.08
GRAIN = 4
"""Pixels along a line that are taken together while lines are sought."""
SHADE = 40.0
"""Below this brightness differences count rather than ratios: there is only noise."""
_TONES = (255 * np.log1p(np.arange(256) / SHADE) / np.log1p(255 / SHADE)).astype(np.float32)


@dataclass(frozen=True)
class Lines:
    """Lines that run nearly along a picture's first direction, by where they start and end across
    it; `strengths` are the edge's at `SAMPLES` places along it; `framed` are photo borders."""

    starts: Vectors
    ends: Vectors
    strengths: Vectors
    framed: NDArray[np.bool_]

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Every two lines, the one that is nearer to the start in the middle first."""
        middles = (self.starts + self.ends) / 2
        order = np.argsort(middles, kind="stable")
        first, second = np.triu_indices(len(order), k=1)
        return order[first], order[second]

    def at(self, along: Vectors) -> Vectors:
        """Positions across at shares of the way: lines x places."""
        return np.asarray(self.starts[:, None] + (self.ends - self.starts)[:, None] * along[None])

    def support(self, line: Numbers, start: Vectors, end: Vectors) -> tuple[Vectors, Vectors]:
        """The mean strength of lines from `start` to `end` (shares of the way), and beyond both."""
        reach = BEYOND * (end - start)
        along = self._mean(line, start, end)
        before = self._mean(line, start - 1.3 * reach, start - 0.3 * reach)
        after = self._mean(line, end + 0.3 * reach, end + 1.3 * reach)
        return along, (before + after) / 2

    def _mean(self, line: Numbers, start: Vectors, end: Vectors) -> Vectors:
        """Parts outside of the picture count as nothing."""
        sums = np.concatenate([np.zeros((len(self.starts), 1)), self.strengths.cumsum(axis=1)], 1)
        first = np.clip(np.rint(start * SAMPLES), 0, SAMPLES).astype(int)
        last = np.clip(np.rint(end * SAMPLES), 0, SAMPLES).astype(int)
        line = np.broadcast_to(line, first.shape)
        total = sums[line, last] - sums[line, first]
        return np.asarray(total / np.maximum(1.0, (end - start) * SAMPLES))


def edge_strengths(
    view: Pixels, frame: Vectors, lettering: Sequence[Vectors] = (), *, by_ratio: bool = True
) -> tuple[Plane, Plane]:
    """How strong (0 to 1) level and upright edges are at every pixel.

    Taken in the colour channel that shows the edge best, by ratios of brightness (so that an edge
    in shadow counts as one in light) or by differences; nothing outside of `frame`, the photo's
    corners, and in `lettering`, boxes (4 x 2) round lines of text.
    """
    tones = _TONES[view] if by_ratio else view
    soft = cv2.GaussianBlur(tones, (0, 0), 1.0)
    across = np.abs(cv2.Sobel(soft, cv2.CV_32F, 1, 0)).max(axis=2)
    down = np.abs(cv2.Sobel(soft, cv2.CV_32F, 0, 1)).max(axis=2)
    inside = np.zeros(view.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, np.rint(frame).astype(np.int32), 1)
    eroded = cv2.erode(inside, np.ones((5, 5), np.uint8), borderValue=0)
    for box in lettering:
        cv2.fillConvexPoly(eroded, np.rint(box).astype(np.int32), 0)
    inside = eroded.astype(bool)
    seen = np.maximum(across, down)[inside]
    full = float(np.clip(np.percentile(seen, 88), 10, 60)) if seen.size else 60.0
    level = np.where(inside & (down >= across * 0.8), down / full, 0).clip(0, 1)
    upright = np.where(inside & (across >= down * 0.8), across / full, 0).clip(0, 1)
    return np.asarray(level, np.float32), np.asarray(upright, np.float32)


def lines_of(strength: Plane, frame: Vectors) -> Lines:
    """The most drawn of the nearly level lines in a plane of edge strengths, and those borders of
    the photo (corners 4 x 2) that run nearly level."""
    height, width = strength.shape
    thick = np.asarray(cv2.dilate(strength, np.ones((3, 1), np.uint8)), np.float32)
    short = cv2.resize(thick, (max(1, width // GRAIN), height), interpolation=cv2.INTER_AREA)
    scores = _drawn(np.asarray(short, np.float32))
    likely = 1 - STEEP_COST * np.abs(SLOPES)[:, None]
    ends = _strongest(np.asarray(scores * GRAIN * likely), width)
    borders = _level_borders(frame, width)
    starts_, ends_ = (np.array([line[at] for line in [*ends, *borders]]) for at in (0, 1))
    framed = np.array([False] * len(ends) + [True] * len(borders), bool)
    strengths = _sampled(thick, starts_, ends_) if len(starts_) else np.zeros((0, SAMPLES))
    strengths[framed] = np.maximum(strengths[framed], FRAME_STRENGTH)
    return Lines(starts_, ends_, strengths, framed)


def _drawn(strength: Plane) -> Plane:
    """For every slope, and every row of the middle column, the best stretch of the line through
    there: the sum of what exceeds `DULL`. Slopes x rows; a column stands for `GRAIN` pixels."""
    height, width = strength.shape
    slopes = SLOPES * GRAIN
    reach = ceil(STEEPEST * GRAIN * width / 2) + 1
    around = ((0, 0), (reach, reach))
    columns = np.pad(strength.T - np.float32(DULL), around, constant_values=-DULL)
    stretch = np.zeros((len(slopes), height), np.float32)
    best = stretch.copy()
    for at in range(1, width):
        shifts = np.floor(slopes * (at - width / 2) + 0.5).astype(int) + reach
        stretch += sliding_window_view(columns[at], height)[shifts]
        np.maximum(stretch, 0, out=stretch)
        np.maximum(best, stretch, out=best)
    return best


def _strongest(scores: Plane, width: int) -> list[tuple[float, float]]:
    """Where the best lines start and end, each apart from the better ones."""
    found: list[tuple[float, float]] = []
    order = np.argsort(-scores, axis=None)
    slopes, rows = np.unravel_index(order[:4000], scores.shape)
    least = 0.08 * width
    for slope, row in zip(SLOPES[slopes], rows, strict=True):
        if len(found) == MOST or scores[np.searchsorted(SLOPES, slope), row] < least:
            break
        start, end = row - slope * width / 2, row + slope * width / 2
        apart = [(abs(start - a), abs(end - b)) for a, b in found]
        alike = sum(one + other < VARIED * width for one, other in apart)
        if alike < VARIANTS and all(max(pair) > NEAR for pair in apart):
            found.append((float(start), float(end)))
    return found


def _level_borders(frame: Vectors, width: int) -> list[tuple[float, float]]:
    found = []
    for one, other in zip(frame, np.roll(frame, -1, axis=0), strict=True):
        if abs(other[1] - one[1]) < STEEPEST * abs(other[0] - one[0]):
            slope = (other[1] - one[1]) / (other[0] - one[0])
            start = one[1] - slope * one[0]
            found.append((float(start), float(start + slope * width)))
    return found


def _sampled(strength: Plane, starts: Vectors, ends: Vectors) -> Vectors:
    height, width = strength.shape
    along = (np.arange(SAMPLES) + 0.5) / SAMPLES
    x = np.clip(np.rint(along * width), 0, width - 1).astype(int)
    y = np.rint(starts[:, None] + (ends - starts)[:, None] * along[None]).astype(int)
    inside = (y >= 0) & (y < height)
    values = strength[np.clip(y, 0, height - 1), x[None]]
    return np.asarray(np.where(inside, values, 0.0), np.float64)
