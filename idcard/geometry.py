"""Places in a photo, independent of its size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
CORNERS = 4


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners as shares (0 to 1) of the photo's width and height.

    The first is the top left corner of the content (a line of text, a card, a face), the others
    follow clockwise, so that a quad also gives the orientation. Corners may lie outside the photo.
    """

    corners: tuple[Point, Point, Point, Point]

    @classmethod
    def of(cls, points: Iterable[Sequence[float]]) -> "Quad":
        """Returns a quad from four pairs of numbers; raises ValueError for anything else."""
        rounded = [(round(float(x), 5), round(float(y), 5)) for x, y in points]
        if len(rounded) != CORNERS:
            raise ValueError(f"a quad has four corners, not {len(rounded)}")
        return cls((rounded[0], rounded[1], rounded[2], rounded[3]))

    def to_json(self) -> list[list[float]]:
        """Returns four pairs of numbers."""
        return [list(corner) for corner in self.corners]
