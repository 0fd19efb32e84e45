"""Detection of long straight edges, nearly level or upright."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from idcard.pixels import Pixels

Plane = NDArray[np.float32]
Vectors = NDArray[np.float64]
Numbers = NDArray[np.intp]
STEEPEST = 0.2
SLOPES = np.linspace(-STEEPEST, STEEPEST, 41)
DULL = 0.35
"""Strength (0 to 1) above which an edge counts for a line, below against it."""
MAX_LINES = 18
SAMPLES = 160
STEEP_COST = 2.5
"""Penalty of slope: lines along the text are more likely sides of a card."""
NEAR = 3.0
"""Distance in pixels, at both ends, below which two lines are the same."""
VARIED, VARIANTS = 0.05, 3
"""Maximum number of lines that may end within a fraction of the width of each other.

They are variants of one edge, and must not crowd out the other sides.
"""
FRAME_STRENGTH = 0.4
"""Strength of the photo's own border as a side, because a card may fill the image."""
BEYOND = 0.08
GRAIN = 4
"""Pixels along a line that are averaged during the search."""
SHADE = 40.0
"""Brightness below which differences count instead of ratios, because there is only noise."""
_TONES = (255 * np.log1p(np.arange(256) / SHADE) / np.log1p(255 / SHADE)).astype(np.float32)


@dataclass(frozen=True)
class Lines:
    """Lines nearly along an image's first axis, given by start and end across it.

    `strengths` are edge strengths at `SAMPLES` places along each line; `framed` marks photo
    borders.
    """

    starts: Vectors
    ends: Vectors
    strengths: Vectors
    framed: NDArray[np.bool_]

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Returns all pairs of lines, each with the line nearer to the origin first."""
        middles = (self.starts + self.ends) / 2
        order = np.argsort(middles, kind="stable")
        first, second = np.triu_indices(len(order), k=1)
        return order[first], order[second]

    def at(self, along: Vectors) -> Vectors:
        """Returns positions across the axis at shares of the length: lines × places."""
        return np.asarray(self.starts[:, None] + (self.ends - self.starts)[:, None] * along[None])

    def support(self, line: Numbers, start: Vectors, end: Vectors) -> tuple[Vectors, Vectors]:
        """Returns the mean strength from `start` to `end` (shares), and just outside of both."""
        reach = BEYOND * (end - start)
        along = self._mean(line, start, end)
        before = self._mean(line, start - 1.3 * reach, start - 0.3 * reach)
        after = self._mean(line, end + 0.3 * reach, end + 1.3 * reach)
        return along, (before + after) / 2

    def _mean(self, line: Numbers, start: Vectors, end: Vectors) -> Vectors:
        """Returns the mean strength of a part of lines; parts outside the image count as 0."""
        sums = np.concatenate([np.zeros((len(self.starts), 1)), self.strengths.cumsum(axis=1)], 1)
        first = np.clip(np.rint(start * SAMPLES), 0, SAMPLES).astype(int)
        last = np.clip(np.rint(end * SAMPLES), 0, SAMPLES).astype(int)
        line = np.broadcast_to(line, first.shape)
        total = sums[line, last] - sums[line, first]
        return np.asarray(total / np.maximum(1.0, (end - start) * SAMPLES))


def edge_strengths(
    view: Pixels, frame: Vectors, lettering: Sequence[Vectors] = (), *, by_ratio: bool = True
) -> tuple[Plane, Plane]:
    """Returns the strengths (0 to 1) of level and upright edges at every pixel.

    Uses the colour channel with the strongest edge, by ratios of brightness (so that edges in
    shadow count as much as in light) or by differences. Pixels outside `frame`, the photo's
    corners, and inside `lettering`, boxes (4 × 2) of text lines, are 0.
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
    strengths = np.maximum(across, down)[inside]
    full = float(np.clip(np.percentile(strengths, 88), 10, 60)) if strengths.size else 60.0
    level = np.where(inside & (down >= across * 0.8), down / full, 0).clip(0, 1)
    upright = np.where(inside & (across >= down * 0.8), across / full, 0).clip(0, 1)
    return np.asarray(level, np.float32), np.asarray(upright, np.float32)


def lines_of(strength: Plane, frame: Vectors) -> Lines:
    """Returns the strongest nearly level lines of a plane of edge strengths.

    Adds the borders of the photo (corners 4 × 2) that are nearly level.
    """
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
    """Returns the score of the best segment for each slope and each row of the middle column.

    The score is the sum of strengths minus `DULL`. Slopes × rows; a column stands for `GRAIN`
    pixels.
    """
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
    """Returns start and end of the best lines, without near duplicates."""
    maxima: list[tuple[float, float]] = []
    order = np.argsort(-scores, axis=None)
    slopes, rows = np.unravel_index(order[:4000], scores.shape)
    least = 0.08 * width
    for slope, row in zip(SLOPES[slopes], rows, strict=True):
        if len(maxima) == MAX_LINES or scores[np.searchsorted(SLOPES, slope), row] < least:
            break
        start, end = row - slope * width / 2, row + slope * width / 2
        apart = [(abs(start - a), abs(end - b)) for a, b in maxima]
        alike = sum(one + other < VARIED * width for one, other in apart)
        if alike < VARIANTS and all(max(pair) > NEAR for pair in apart):
            maxima.append((float(start), float(end)))
    return maxima


def _level_borders(frame: Vectors, width: int) -> list[tuple[float, float]]:
    borders = []
    for one, other in zip(frame, np.roll(frame, -1, axis=0), strict=True):
        if abs(other[1] - one[1]) < STEEPEST * abs(other[0] - one[0]):
            slope = (other[1] - one[1]) / (other[0] - one[0])
            start = one[1] - slope * one[0]
            borders.append((float(start), float(start + slope * width)))
    return borders


def _sampled(strength: Plane, starts: Vectors, ends: Vectors) -> Vectors:
    height, width = strength.shape
    along = (np.arange(SAMPLES) + 0.5) / SAMPLES
    x = np.clip(np.rint(along * width), 0, width - 1).astype(int)
    y = np.rint(starts[:, None] + (ends - starts)[:, None] * along[None]).astype(int)
    inside = (y >= 0) & (y < height)
    values = strength[np.clip(y, 0, height - 1), x[None]]
    return np.asarray(np.where(inside, values, 0.0), np.float64)
