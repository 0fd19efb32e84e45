"""Which pictures of a page there are: a few widths of the whole page, and tiles for looking closer.
Pure."""

from dataclasses import dataclass
from typing import Final

WIDTHS: Final = (480, 720, 1080, 1600)
"""Pixels of the width of a whole page."""
CLOSER: Final = (3200, 6400, 12800)
"""Pixels of the width of a page that comes in tiles."""
TILE: Final = 512
MOST_PIXELS: Final = 8_000_000
MOST_SIDE: Final = 16_000
"""WebP ends at 16,383."""
UNITS: Final = 10_000
"""The width of a page in which places of words are given."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One picture: of the page so many pixels wide, all of it or the tile at (column, row)."""

    width: int
    tile: tuple[int, int] | None = None

    @property
    def exists(self) -> bool:
        """True where the ladder has it; whether the page does is seen when it is drawn."""
        if self.tile is None:
            return self.width in WIDTHS
        return self.width in CLOSER and all(0 <= one < 1000 for one in self.tile)


def scaled(width: float, height: float, wanted: int) -> tuple[int, int]:
    """Pixels of a whole page: `wanted` wide, or less where it would be a giant."""
    scale = min(
        wanted / width,
        MOST_SIDE / max(width, height),
        (MOST_PIXELS / (width * height)) ** 0.5,
    )
    return max(1, round(width * scale)), max(1, round(height * scale))


def closer(width: float, height: float, wanted: int) -> tuple[int, int]:
    """Pixels of a page of which tiles are cut."""
    return wanted, max(1, round(height * wanted / width))


def of_tile(full: tuple[int, int], corner: tuple[int, int]) -> tuple[int, int]:
    """Pixels of the tile at `corner` of a page; raises IndexError where the page is over."""
    width, height = (min(TILE, full[i] - corner[i]) for i in (0, 1))
    if min(width, height) < 1:
        raise IndexError
    return width, height
