"""Slope of a card's rows, from the positions of its lines in the photo."""

from collections.abc import Sequence
from statistics import median

from idcard.geometry import Point
from idcard.reading.lines import TextLine

LONG = 5
"""Ratio of length to height from which a line has a direction."""


def slant(lines: Sequence[TextLine]) -> float:
    """Returns the median slope of lines on the rectified card, positive downwards, or 0."""
    axes = _axes(lines)
    if axes is None:
        return 0.0
    (xx, xy), (yx, yy) = axes
    size = xx * yy - xy * yx
    slopes = []
    for line in lines:
        across, down = _direction(line)
        along = (across * yy - down * xy) / size
        if along > 0 and line.right - line.left > LONG * line.height:
            slopes.append((down * xx - across * yx) / size / along)
    return median(slopes) if slopes else 0.0


def _direction(line: TextLine) -> Point:
    (left, top), (right, end), (low_right, low_end), (low_left, low) = line.place.corners
    return (right - left + low_right - low_left) / 2, (end - top + low_end - low) / 2


def _axes(lines: Sequence[TextLine]) -> tuple[Point, Point] | None:
    """Returns the photo's x and y as linear functions of the card's, by least squares."""
    rows = [((line.left + line.right) / 2, line.middle, 1.0) for line in lines]
    normal = [[sum(row[i] * row[j] for row in rows) for j in range(3)] for i in range(3)]
    size = _determinant(normal)
    if len(rows) < 4 or abs(size) < 1e-9:
        return None
    axes: list[Point] = []
    for axis in (0, 1):
        goals = [sum(corner[axis] for corner in line.place.corners) / 4 for line in lines]
        sums = [sum(row[i] * goal for row, goal in zip(rows, goals, strict=True)) for i in range(3)]
        axes.append((_solved(normal, sums, 0) / size, _solved(normal, sums, 1) / size))
    (xx, xy), (yx, yy) = axes
    return (axes[0], axes[1]) if abs(xx * yy - xy * yx) > 1e-9 else None


def _solved(normal: Sequence[Sequence[float]], sums: Sequence[float], column: int) -> float:
    """Returns the determinant of Cramer's rule for a column, before the division."""
    changed = [[sums[i] if j == column else normal[i][j] for j in range(3)] for i in range(3)]
    return _determinant(changed)


def _determinant(rows: Sequence[Sequence[float]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = rows
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
