"""Sizes of page images: a few widths of the whole page, and tiles for zooming. Without Django."""

from dataclasses import dataclass
from typing import Final

WIDTHS: Final = (480, 720, 1080, 1600)
"""Widths of whole pages in pixels."""
ZOOM_WIDTHS: Final = (3200, 6400, 12800)
"""Widths in pixels of pages that are served as tiles."""
TILE: Final = 512
MAX_PIXELS: Final = 8_000_000
MAX_SIDE: Final = 16_000
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
        return self.width in ZOOM_WIDTHS and all(0 <= one < 1000 for one in self.tile)


def page_size(width: float, height: float, target_width: int) -> tuple[int, int]:
    """Returns the size of a whole page in pixels, `target_width` wide or less for huge pages."""
    scale = min(
        target_width / width,
        MAX_SIDE / max(width, height),
        (MAX_PIXELS / (width * height)) ** 0.5,
    )
    return max(1, round(width * scale)), max(1, round(height * scale))


def zoomed_size(width: float, height: float, target_width: int) -> tuple[int, int]:
    """Returns the size in pixels of a page that is cut into tiles."""
    return target_width, max(1, round(height * target_width / width))


def tile_size(full: tuple[int, int], corner: tuple[int, int]) -> tuple[int, int]:
    """Returns the size in pixels of the tile at `corner`; raises IndexError outside the page."""
    width, height = (min(TILE, full[i] - corner[i]) for i in (0, 1))
    if min(width, height) < 1:
        raise IndexError
    return width, height
