"""Detection of card outlines in a view in which their sides are nearly level and upright.

Every pair of level edges with every pair of upright edges forms a quadrilateral. The best one has
sides with visible edges that end at its corners, contains the text, and has the shape of a card or
a sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from idcard.pixels import Pixels
from idcard.reading.edges import Lines, edge_strengths, lines_of
from idcard.reading.plane import Flags, Vectors, homography, moved, shape_of, within

CARD_SHAPE, SHEET_SHAPE = 1.586, 1.414
SHAPES = np.array((CARD_SHAPE, SHEET_SHAPE, 1 / CARD_SHAPE))
"""Width over height: ISO 7810 ID-1, a sheet of paper in landscape, a card in portrait."""
SHAPE_LEEWAY = 0.07
"""Difference of the shape's logarithm that perspective may cause without a penalty."""
MIN_AREA = 0.06
"""Smallest area, as a fraction of the view's."""
UPRIGHT_COST = 0.15
"""Penalty for cards in portrait format, which are rare."""
MIN_SUPPORT, MIN_SIDE = 0.5, 0.25
MIN_SCORE = 0.4
FRAMED_COST = 0.12
"""Penalty for each side that is only the photo's border."""
REFINED_CANDIDATES = 60
FULL = 0.45
"""Fraction of a card that its text usually covers."""
OVERLAP = 0.15


@dataclass(frozen=True, slots=True)
class Outline:
    """Outline with its corners (4 × 2) in pixels of the view, clockwise from the top left.

    `support` is the fraction (0 to 1) of the outline with visible edges, `score` the criterion of
    the choice, `text_share` the fraction of the text inside. `framed` marks sides (top, right,
    bottom, left) that are the photo's border. `clutter` is the fraction of edges in the whole view.
    """

    corners: Vectors
    support: float
    score: float
    text_share: float
    framed: tuple[bool, bool, bool, bool]
    clutter: float = 0.0

    @property
    def shape(self) -> float:
        """Width over height."""
        return shape_of(self.corners)


def find_outlines(
    view: Pixels,
    frame: Vectors,
    texts: Vectors,
    weights: Vectors,
    *,
    lettering: Sequence[Vectors] = (),
    most: int = 2,
) -> list[Outline]:
    """Returns the best outline, then others that hardly overlap with it.

    `frame` are the photo's corners (4 × 2) in the view, `texts` the middles (n × 2) of text lines
    and `weights` their lengths; edges in the boxes of `lettering` are ignored.
    """
    level, upright = edge_strengths(view, frame, lettering)
    turned = frame[:, ::-1]
    clutter = float(np.maximum(level, upright).mean())
    candidates = _Candidates(lines_of(level, frame), lines_of(upright.T, turned), view.shape[:2])
    outlines: list[Outline] = []
    free = weights.copy()
    for _ in range(most):
        best = candidates.best(texts, free, apart_from=outlines)
        if best is None:
            break
        outlines.append(replace(best, clutter=clutter))
        free = free * ~within(best.corners, texts)
    return outlines


class _Candidates:
    """All quadrilaterals of two level and two upright lines, scored together."""

    def __init__(self, rows: Lines, columns: Lines, size: tuple[int, int]) -> None:
        self._rows, self._columns = rows, columns
        self._height, self._width = size
        self._tops, self._bottoms = rows.pairs()
        self._lefts, self._rights = columns.pairs()
        self._corners = self._meetings()
        self._support = self._supports()
        self._shape = self._shapes()
        self._framed = rows.framed[self._tops, None] + rows.framed[self._bottoms, None] * 1.0
        self._framed = self._framed + columns.framed[self._lefts] + columns.framed[self._rights]

    def best(
        self, texts: Vectors, weights: Vectors, *, apart_from: Sequence[Outline]
    ) -> Outline | None:
        """Returns the candidate with the highest score; None where none is sufficient."""
        if not self._corners.size:
            return None
        shares = self._text_shares(texts, weights)
        mean, least, beyond = self._support
        score = 0.6 * mean + 0.5 * least - 0.3 * beyond + 0.6 * shares - self._shape
        score -= FRAMED_COST * self._framed
        score[(mean < MIN_SUPPORT) | (least < MIN_SIDE) | (score < MIN_SCORE)] = -np.inf
        for other in apart_from:
            score[self._overlaps(other)] = -np.inf
        foremost = np.argsort(-score, axis=None)[:REFINED_CANDIDATES]
        places = [
            (int(row), int(column))
            for row, column in zip(*np.unravel_index(foremost, score.shape), strict=True)
        ]
        judged = [
            self._outline(row, column, float(score[row, column]), float(shares[row, column]))
            for row, column in places
            if np.isfinite(score[row, column])
        ]
        return max(
            judged,
            key=lambda one: one.score - _emptiness(one.corners, texts[weights > 0]),
            default=None,
        )

    def _outline(self, row: int, column: int, score: float, text_share: float) -> Outline:
        framed = (
            bool(self._rows.framed[self._tops[row]]),
            bool(self._columns.framed[self._rights[column]]),
            bool(self._rows.framed[self._bottoms[row]]),
            bool(self._columns.framed[self._lefts[column]]),
        )
        support = float(self._support[0][row, column])
        return Outline(self._corners[row, column], support, score, text_share, framed)

    def _meetings(self) -> Vectors:
        """Returns corners of all quadrilaterals: pairs of rows × pairs of columns × 4 × 2."""
        crossings = _crossings(self._rows, self._columns, self._width, self._height)
        tops, bottoms = self._tops[:, None], self._bottoms[:, None]
        lefts, rights = self._lefts[None, :], self._rights[None, :]
        parts = [(tops, lefts), (tops, rights), (bottoms, rights), (bottoms, lefts)]
        return np.stack([crossings[part] for part in parts], axis=2)

    def _supports(self) -> tuple[Vectors, Vectors, Vectors]:
        """Returns mean and least support of the four sides, and the support beyond their ends."""
        x = self._corners[..., 0] / self._width
        y = self._corners[..., 1] / self._height
        sides = [
            self._rows.support(self._tops[:, None], x[..., 0], x[..., 1]),
            self._rows.support(self._bottoms[:, None], x[..., 3], x[..., 2]),
            self._columns.support(self._lefts[None, :], y[..., 0], y[..., 3]),
            self._columns.support(self._rights[None, :], y[..., 1], y[..., 2]),
        ]
        along = np.stack([side[0] for side in sides])
        beyond = np.stack([side[1] for side in sides])
        return along.mean(axis=0), along.min(axis=0), beyond.mean(axis=0)

    def _shapes(self) -> Vectors:
        """Returns the penalty for an unlikely shape and for a small area."""
        sides = np.linalg.norm(np.roll(self._corners, -1, axis=2) - self._corners, axis=3)
        ratio = (sides[..., 0] + sides[..., 2]) / np.maximum(1e-6, sides[..., 1] + sides[..., 3])
        off = np.abs(np.log(np.maximum(ratio, 1e-6))[..., None] - np.log(SHAPES)).min(axis=2)
        cost = np.minimum(3.0 * np.maximum(0.0, off - SHAPE_LEEWAY), 1.0)
        cost += UPRIGHT_COST * (ratio < 1)
        area = sides[..., 0] * sides[..., 1] / (self._width * self._height)
        sides = np.maximum(sides, 1e-6)
        skew = np.abs(np.log(sides[..., :2] / sides[..., 2:])).sum(axis=2)
        cost += 0.5 * np.maximum(0.0, skew - 0.25) - 0.1 * np.log(np.maximum(area, 1e-6))
        cost[area < MIN_AREA] = np.inf
        return np.asarray(cost)

    def _text_shares(self, texts: Vectors, weights: Vectors) -> Vectors:
        """Returns the fraction of the text's length inside each candidate."""
        total = float(weights.sum())
        if total <= 0:
            return np.zeros(self._corners.shape[:2])
        x, y = texts[:, 0], texts[:, 1]
        below = y[None] - self._rows.at(x / self._width)
        distance = x[None] - self._columns.at(y / self._height)
        between = (below[self._tops] >= 0) & (below[self._bottoms] <= 0)
        among = (distance[self._lefts] >= 0) & (distance[self._rights] <= 0)
        return np.asarray((between * weights) @ among.T.astype(float) / total)

    def _overlaps(self, other: Outline) -> Flags:
        """Returns which candidates share more than `OVERLAP` of the smaller bounding box."""
        low, high = self._corners.min(axis=2), self._corners.max(axis=2)
        other_low, other_high = other.corners.min(axis=0), other.corners.max(axis=0)
        shared = np.minimum(high, other_high) - np.maximum(low, other_low)
        common = np.maximum(shared, 0).prod(axis=2)
        smaller = np.minimum((high - low).prod(axis=2), (other_high - other_low).prod())
        return np.asarray(common > OVERLAP * smaller)


def _emptiness(corners: Vectors, texts: Vectors) -> float:
    """Returns the penalty (0 to FULL) for an outline whose text covers only one part of it."""
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)
    flat = moved(homography(corners, unit), texts)
    inside = flat[((flat > 0) & (flat < 1)).all(axis=1)]
    if len(inside) < 2:
        return FULL
    return float(max(0.0, FULL - np.ptp(inside, axis=0).prod()))


def _crossings(rows: Lines, columns: Lines, width: float, height: float) -> Vectors:
    """Returns the intersections of rows and columns: rows × columns × 2."""
    row_slope = ((rows.ends - rows.starts) / width)[:, None]
    column_slope = ((columns.ends - columns.starts) / height)[None, :]
    start_y, start_x = rows.starts[:, None], columns.starts[None, :]
    x = (start_x + column_slope * start_y) / (1 - column_slope * row_slope)
    return np.stack([x, start_y + row_slope * x], axis=2)
