"""Detection of a straight frame around a face, the edge of a printed photo or of a phone."""

from collections.abc import Callable

import cv2
import numpy as np

from idcard.faces.engine import DetectedFace
from idcard.faces.photo_views import scaled
from idcard.pixels import Pixels
from idcard.reading.edges import Lines, Numbers, edge_strengths, lines_of
from idcard.reading.plane import Flags, Matrix, Vectors, moved

VIEW_SIZE = 360
INNER = 0.15
"""Fraction of the face square's width by which a side of the frame may overlap it.

The square is wider than the face. The lower side may not overlap, as the square ends at the chin.
"""


def frame_completeness(pixels: Pixels, face: DetectedFace) -> float:
    """Returns how complete a frame around the face is: the share (0 to 1) of its weakest side.

    Straight lines behind a person end at the shoulders; the edge of a printed photo continues below
    the chest. The border of the photo itself does not count.
    """
    small = scaled(pixels, VIEW_SIZE)
    place = np.asarray(face.place, np.float64) / np.diag(small.to_photo)[:2]
    turn, size = _upright(small.pixels, place)
    border, place = moved(turn, _border(small.pixels)), moved(turn, place)
    turned = cv2.warpAffine(small.pixels, turn[:2], size, borderMode=cv2.BORDER_REPLICATE)
    level, upright = edge_strengths(np.asarray(turned, np.uint8), border, by_ratio=False)
    rows, columns = lines_of(level, border), lines_of(upright.T, border[:, ::-1])
    return _weakest_side(rows, columns, place / size, size)


def _upright(pixels: Pixels, place: Vectors) -> tuple[Matrix, tuple[int, int]]:
    """Returns the matrix that turns the face upright, and the size of the turned image."""
    across = place[1] - place[0]
    cos, sin = across / np.hypot(*across)
    turn = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    corners = moved(turn, _border(pixels))
    turn[:2, 2] = -corners.min(axis=0)
    width, height = np.ceil(np.ptp(corners, axis=0)).astype(int)
    return turn, (int(width), int(height))


def _border(pixels: Pixels) -> Vectors:
    high, wide = pixels.shape[:2]
    return np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64)


def _weakest_side(rows: Lines, columns: Lines, place: Vectors, size: tuple[int, int]) -> float:
    """Returns the share of the weakest side, for the most complete frame around a place.

    The place is in shares of the view.
    """
    (left, top), (right, foot) = place.min(axis=0), place.max(axis=0)
    inner = INNER * (right - left)
    x, y = place.mean(axis=0)
    width, height = size
    sides = np.meshgrid(
        _lines_through_point(rows, x, height, lambda at: at < top + inner),
        _lines_through_point(rows, x, height, lambda at: at > foot),
        _lines_through_point(columns, y, width, lambda at: at < left + inner),
        _lines_through_point(columns, y, width, lambda at: at > right - inner),
    )
    tops, feet, lefts, rights = (side.ravel() for side in sides)
    if not tops.size:
        return 0.0
    shown = [
        _edge_share(rows, tops, columns, (lefts, rights), size),
        _edge_share(rows, feet, columns, (lefts, rights), size),
        _edge_share(columns, lefts, rows, (tops, feet), size[::-1]),
        _edge_share(columns, rights, rows, (tops, feet), size[::-1]),
    ]
    return float(np.min(shown, axis=0).max())


def _lines_through_point(
    lines: Lines, along: float, across: int, fits: Callable[[Vectors], Flags]
) -> Numbers:
    """Returns the lines that pass a point at the required side; not the photo's border."""
    at = lines.at(np.array([along]))[:, 0] / across
    return np.flatnonzero(fits(at) & ~lines.framed)


def _edge_share(
    lines: Lines,
    chosen: Numbers,
    others: Lines,
    ends: tuple[Numbers, Numbers],
    size: tuple[int, int],
) -> Vectors:
    """Returns how much of each chosen line has an edge between two crossing lines.

    `size` is the view's, along the chosen lines and across them.
    """
    start, end = (_crossing_positions(lines, chosen, others, other, size) for other in ends)
    return lines.support(chosen, start, end)[0]


def _crossing_positions(
    lines: Lines, chosen: Numbers, others: Lines, crossed: Numbers, size: tuple[int, int]
) -> Vectors:
    """Returns where the chosen lines meet the crossing ones, as a share of their length."""
    along, across = size
    rise = (lines.ends - lines.starts)[chosen] / across
    run = (others.ends - others.starts)[crossed] / along
    start, other_start = lines.starts[chosen] / across, others.starts[crossed] / along
    return np.asarray((other_start + run * start) / (1 - run * rise))
