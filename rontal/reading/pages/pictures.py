"""Image sequences: plan, images and tiles of pages. Runs only in the child process."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

import numpy as np
from lxml import etree
from PIL import Image, ImageOps

from records.books.images import MAX_PICTURE_BYTES
from records.epub.archive import Archive
from records.epub.xml import parse_package_file
from records.errors import BookRefused
from rontal.reading.pages import image_sizes
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.plan import Plan, runs
from rontal.reading.pages.refusals import RefusalReason, Refused
from rontal.reading.pages.webp_encoding import draw_mark, encode_webp

FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
MAX_PIXELS: Final = 100_000_000
MAX_DRAFT_PIXELS: Final = 800_000_000
"""Maximum pixels of a JPEG, which can be decoded at a reduced size."""
MAX_MEASURED: Final = 400
"""Number of pages that are measured; later ones are assumed to have the size of the last."""
ROTATED_ORIENTATIONS: Final = (5, 6, 7, 8)
MAX_CAPTION: Final = 300
_UNREADABLE: Final = (OSError, ValueError, SyntaxError, KeyError)


class Pictures:
    """An open image sequence; `paths` are its pages in order."""

    def __init__(self, source: IO[bytes], paths: list[str]) -> None:
        """Opens the archive; raises Refused."""
        try:
            self._archive = Archive(source)
        except BookRefused:
            raise Refused(RefusalReason.BROKEN) from None
        self._paths = paths
        self._large: tuple[str, Any] | None = None

    def close(self) -> None:
        """Releases the cached page."""
        self._large = None

    def plan(self) -> Plan:
        """Returns page sizes, with captions and double pages from ComicInfo.xml."""
        page_info = dict(self._page_info())
        captions = {page: text[:MAX_CAPTION] for page, (text, _wide) in page_info.items() if text}
        wide = tuple(page for page, (_text, double) in page_info.items() if double)
        return Plan(runs(self._sizes()), {}, captions, wide)

    def picture(self, page: int, cut: Cut, mark: str) -> bytes:
        """Returns an image of a page as WebP; raises Refused, IndexError."""
        path = self._path(page)
        if cut.tile is not None:
            return self._tile(path, cut, mark)
        with self._open_image(path) as image:
            full = image_sizes.page_size(*_upright_size(image), cut.width)
            image.draft("RGB", _rotated(image, (full[0], full[1])))
            pixels = _pixels(image, full)
        return encode_webp(draw_mark(pixels, mark, full, (0, 0)))

    def text(self, page: int) -> list[list[Any]]:
        """Returns no lines, because images have no text; raises IndexError."""
        self._path(page)
        return []

    def texts(self, first: int, count: int) -> list[str | None]:
        """Returns an empty text for each of `count` pages; raises IndexError."""
        return [""] * len([self._path(page) for page in range(first, first + count)])

    def _tile(self, path: str, cut: Cut, mark: str) -> bytes:
        assert cut.tile is not None
        source = self._whole(path)
        height, width = source.shape[:2]
        if cut.width > 2 * width:
            raise IndexError
        full = image_sizes.zoomed_size(width, height, cut.width)
        corner = (cut.tile[0] * image_sizes.TILE, cut.tile[1] * image_sizes.TILE)
        size = image_sizes.tile_size(full, corner)
        return encode_webp(draw_mark(_cut_tile(source, full, corner, size), mark, full, corner))

    def _whole(self, path: str) -> Any:
        """Returns all pixels of a page; the last page is cached for its other tiles."""
        if self._large is None or self._large[0] != path:
            self._large = None
            with self._open_image(path) as image:
                if image.width * image.height > MAX_PIXELS:
                    shrink = (MAX_PIXELS / (image.width * image.height)) ** 0.5
                    image.draft("RGB", (int(image.width * shrink), int(image.height * shrink)))
                self._large = (path, _pixels(image, None))
        return self._large[1]

    def _path(self, page: int) -> str:
        if not 1 <= page <= len(self._paths):
            raise IndexError
        return self._paths[page - 1]

    @contextmanager
    def _open_image(self, path: str) -> Iterator[Image.Image]:
        """Opens an image of acceptable size; raises Refused, also for errors inside the block."""
        try:
            content = self._archive.read(path, limit=MAX_PICTURE_BYTES)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                Image.MAX_IMAGE_PIXELS = MAX_DRAFT_PIXELS
                with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                    most = MAX_DRAFT_PIXELS if image.format == "JPEG" else MAX_PIXELS
                    if image.width * image.height > most:
                        raise Refused(RefusalReason.TOO_HEAVY)
                    yield image
        except Image.DecompressionBombError:
            raise Refused(RefusalReason.TOO_HEAVY) from None
        except (BookRefused, *_UNREADABLE):
            raise Refused(RefusalReason.BROKEN) from None

    def _sizes(self) -> Iterator[tuple[float, float]]:
        last = (2.0, 3.0)
        for number, path in enumerate(self._paths):
            if number < MAX_MEASURED:
                try:
                    with self._open_image(path) as image:
                        last = _upright_size(image)
                except Refused:
                    pass  # reported when its page is shown
            yield last

    def _page_info(self) -> Iterator[tuple[int, tuple[str, bool]]]:
        """Yields page numbers with caption and whether the image shows two pages."""
        comic_info = self._comic_info()
        for page in () if comic_info is None else comic_info.iterfind("{*}Pages/{*}Page"):
            number = page.get("Image", "")
            if re.fullmatch(r"\d{1,5}", number) and int(number) < len(self._paths):
                text = " ".join(page.get("Bookmark", "").split())
                yield int(number) + 1, (text, page.get("DoublePage", "").lower() == "true")

    def _comic_info(self) -> etree._Element | None:
        names = self._archive.names
        path = next((name for name in names if name.lower().endswith("comicinfo.xml")), "")
        try:
            return parse_package_file(self._archive.read(path)) if path else None
        except BookRefused:
            return None


def _cut_tile(
    source: Any, full: tuple[int, int], corner: tuple[int, int], size: tuple[int, int]
) -> Any:
    """Returns the pixels of a tile of `size` at `corner` of a page scaled to `full` pixels."""
    height, width = source.shape[:2]
    across, down = width / full[0], height / full[1]
    left, top = corner[0] * across, corner[1] * down
    right = min(width, left + size[0] * across)
    bottom = min(height, top + size[1] * down)
    x, y = int(left), int(top)
    part = Image.fromarray(source[y : int(bottom) + 2, x : int(right) + 2])
    inside = (left - x, top - y, right - x, bottom - y)
    return np.asarray(part.resize(size, Image.Resampling.BILINEAR, inside))


def _upright_size(image: Image.Image) -> tuple[float, float]:
    """Returns width and height as shown, from the header alone."""
    width, height = _rotated(image, image.size)
    return float(width), float(height)


def _rotated(image: Image.Image, size: tuple[int, int]) -> tuple[int, int]:
    return (size[1], size[0]) if image.getexif().get(0x0112) in ROTATED_ORIENTATIONS else size


def _pixels(image: Image.Image, size: tuple[int, int] | None) -> Any:
    """Returns upright pixels on white, scaled to `size` where given."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, (255, 255, 255, 255))
        upright = Image.alpha_composite(ground, upright)
    upright = _eight_bits(upright).convert("RGB")
    if size is not None and upright.size != size:
        upright = upright.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.asarray(upright)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Reduces 16 bits per tone to 8, because Pillow would clip them."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
    return image
