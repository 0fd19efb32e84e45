"""Sizes of page images: a few widths of the whole page, and tiles for zooming. Without Django."""

from dataclasses import dataclass
from typing import Final

WIDTHS: Final = (480, 720, 1080, 1600)
"""Widths of whole pages in pixels."""
CLOSER: Final = (3200, 6400, 12800)
"""Widths in pixels of pages that are served as tiles."""
TILE: Final = 512
MOST_PIXELS: Final = 8_000_000
MOST_SIDE: Final = 16_000
"""Longest side in pixels; WebP allows 16,383."""
UNITS: Final = 10_000
"""Width of a page in the units used for positions of text."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An image of a page that is `width` pixels wide: all of it, or the tile at (column, row)."""

    width: int
    tile: tuple[int, int] | None = None

    @property
    def exists(self) -> bool:
        """True where this size is served; the page itself is checked when it is rendered."""
        if self.tile is None:
            return self.width in WIDTHS
        return self.width in CLOSER and all(0 <= one < 1000 for one in self.tile)


def scaled(width: float, height: float, wanted: int) -> tuple[int, int]:
    """Returns the size of a whole page in pixels, `wanted` wide or less for huge pages."""
    scale = min(
        wanted / width,
        MOST_SIDE / max(width, height),
        (MOST_PIXELS / (width * height)) ** 0.5,
    )
    return max(1, round(width * scale)), max(1, round(height * scale))


def closer(width: float, height: float, wanted: int) -> tuple[int, int]:
    """Returns the size in pixels of a page that is cut into tiles."""
    return wanted, max(1, round(height * wanted / width))


def of_tile(full: tuple[int, int], corner: tuple[int, int]) -> tuple[int, int]:
    """Returns the size in pixels of the tile at `corner`; raises IndexError outside the page."""
    width, height = (min(TILE, full[i] - corner[i]) for i in (0, 1))
    if min(width, height) < 1:
        raise IndexError
    return width, height
