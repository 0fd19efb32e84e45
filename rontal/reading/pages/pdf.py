"""PDF rendering with PDFium: plan, images and text of pages. Runs only in the child process."""

import contextlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rontal.reading.pages import image_sizes
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.plan import MAX_LABEL, Plan, runs
from rontal.reading.pages.refusals import RefusalReason, Refused
from rontal.reading.pages.webp_encoding import draw_mark, encode_webp

MAX_PAGES: Final = 20_000
MAX_CHARACTERS: Final = 40_000
PASSWORD: Final = "password"  # noqa: S105 - text of PDFium's error, no secret
UNITS_PER_POINT: Final = 100
"""Units per point in which page sizes are given."""
WORD_GAP: Final = 2.2
"""Gap between two words of different columns or cells, in line heights."""
_FLAGS: Final = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
_SPACES: Final = frozenset((0x20, 0x09, 0xA0, 0x00))
_ENDS: Final = frozenset((0x0A, 0x0D))
SOFT_HYPHEN: Final = "\u00ad"
"""Soft hyphen: marks the last word of a line as continued on the next line."""
_HYPHEN_CODE, _HYPHEN_TEXT = 0x02, "\ufffe"
"""Codes of PDFium for that hyphen: for a single character, and in whole texts."""


@dataclass
class Line:
    """A line of text with its box (left, top, right, bottom) in 1/10,000 of the page's width."""

    words: list[str] = field(default_factory=list)
    box: tuple[float, float, float, float] = (math.inf, math.inf, -math.inf, -math.inf)

    def add(self, word: str, box: tuple[float, float, float, float]) -> None:
        """Appends a word and extends the box."""
        self.words.append(word)
        (left, top, right, bottom), (a, b, c, d) = self.box, box
        self.box = (min(left, a), min(top, b), max(right, c), max(bottom, d))

    def to_json(self) -> list[Any]:
        """Returns left, top, width, height and text."""
        left, top, right, bottom = (round(one) for one in self.box)
        return [left, top, max(1, right - left), max(1, bottom - top), " ".join(self.words)]


class Pdf:
    """An open PDF."""

    def __init__(self, source: IO[bytes]) -> None:
        """Opens the document; raises Refused."""
        try:
            self._document = pdfium.PdfDocument(source)
        except pdfium.PdfiumError as error:
            protected = PASSWORD in str(error).lower()
            raise Refused(RefusalReason.PROTECTED if protected else RefusalReason.BROKEN) from None
        if not 0 < len(self._document) <= MAX_PAGES:
            raise Refused(RefusalReason.BROKEN)

    def close(self) -> None:
        self._document.close()

    def plan(self) -> Plan:
        """Returns sizes and labels of all pages."""
        document, pages = self._document, range(len(self._document))
        labels = {}
        for page in pages:
            label = document.get_page_label(page)[:MAX_LABEL].strip()
            if label and label != str(page + 1):
                labels[page + 1] = label
        sizes = (_valid_size(document.get_page_size(page)) for page in pages)
        return Plan(
            runs((UNITS_PER_POINT * width, UNITS_PER_POINT * height) for width, height in sizes),
            labels,
            {},
        )

    def picture(self, page: int, cut: Cut, mark: str) -> bytes:
        """Returns an image of a page as WebP; raises Refused, IndexError."""
        with self._page(page) as opened:
            width, height = _valid_size(opened.get_size())
            if cut.tile is None:
                full = image_sizes.page_size(width, height, cut.width)
                return encode_webp(
                    draw_mark(_render(opened, full, (0, 0), full), mark, full, (0, 0))
                )
            full = image_sizes.zoomed_size(width, height, cut.width)
            corner = (cut.tile[0] * image_sizes.TILE, cut.tile[1] * image_sizes.TILE)
            size = image_sizes.tile_size(full, corner)
            return encode_webp(draw_mark(_render(opened, full, corner, size), mark, full, corner))

    def text(self, page: int) -> list[list[Any]]:
        """Returns the lines of a page in order: left, top, width, height, text.

        Lengths are in 1/10,000 of the page's width. Raises Refused, IndexError.
        """
        with self._page(page) as opened:
            width, height = _valid_size(opened.get_size())
            page_units = (image_sizes.UNITS, max(1, round(height * image_sizes.UNITS / width)))
            with contextlib.closing(opened.get_textpage()) as words:
                return [line.to_json() for line in _lines(opened, words, page_units)]

    def texts(self, first: int, count: int) -> list[str | None]:
        """Returns the text of each of `count` pages from `first` on; None for a damaged page.

        Faster than `text`, which also finds lines. Raises IndexError.
        """
        return [self._text(page) for page in range(first, first + count)]

    def _text(self, page: int) -> str | None:
        try:
            with self._page(page) as opened, contextlib.closing(opened.get_textpage()) as words:
                count = min(words.count_chars(), MAX_CHARACTERS)
                return str(words.get_text_range(0, count)).replace(_HYPHEN_TEXT, SOFT_HYPHEN)
        except (Refused, pdfium.PdfiumError):
            return None

    @contextlib.contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        if not 1 <= number <= len(self._document):
            raise IndexError
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError:
            raise Refused(RefusalReason.BROKEN) from None
        try:
            yield page
        finally:
            page.close()


def _valid_size(size: tuple[float, float]) -> tuple[float, float]:
    width, height = size
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        return 595.0, 842.0
    return width, height


def _render(
    page: Any, full: tuple[int, int], corner: tuple[int, int], size: tuple[int, int]
) -> Any:
    """Returns the pixels of a part of a page that is `full` pixels large, four bytes each.

    They use PDFium's buffer without a copy, and stay valid after the bitmap is closed.
    """
    bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        raw.FPDF_RenderPageBitmap(bitmap.raw, page.raw, -corner[0], -corner[1], *full, 0, _FLAGS)
        return bitmap.to_numpy()
    finally:
        bitmap.close()


def _lines(page: Any, words: Any, page_units: tuple[int, int]) -> Iterator[Line]:
    line = Line()
    for word, box in _words(page, words, page_units):
        height = max(1.0, line.box[3] - line.box[1])
        apart = line.words and (
            not word or box[0] - line.box[2] > WORD_GAP * height or box[0] < line.box[0] - height
        )
        if apart:
            yield line
            line = Line()
        if word:
            line.add(word, box)
    if line.words:
        yield line


def _words(
    page: Any, words: Any, page_units: tuple[int, int]
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yields words with their boxes; an empty word marks the end of a line."""
    text = ""
    corners: list[tuple[float, float, float, float]] = []
    box = raw.FS_RECTF()
    for index in range(min(words.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(words.raw, index)
        if code in _SPACES or code in _ENDS or code == _HYPHEN_CODE:
            if text and corners:
                divided = SOFT_HYPHEN if code == _HYPHEN_CODE else ""
                yield text + divided, _box(page, corners, page_units)
            text, corners = "", []
            if code not in _SPACES:
                yield "", (0, 0, 0, 0)
            continue
        if code < 0x20 or code in (0xFFFE, 0xFFFF):
            continue
        text += chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
        if raw.FPDFText_GetLooseCharBox(words.raw, index, box):
            corners.append((box.left, box.top, box.right, box.bottom))
    if text and corners:
        yield text, _box(page, corners, page_units)


def _box(
    page: Any, corners: list[tuple[float, float, float, float]], page_units: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Returns the box around the corners after rotation and cropping of the page."""
    left, top = min(one[0] for one in corners), max(one[1] for one in corners)
    right, bottom = max(one[2] for one in corners), min(one[3] for one in corners)
    first, second = (
        _to_device(page, left, top, page_units),
        _to_device(page, right, bottom, page_units),
    )
    return (
        min(first[0], second[0]), min(first[1], second[1]),
        max(first[0], second[0]), max(first[1], second[1]),
    )  # fmt: skip


def _to_device(page: Any, x: float, y: float, page_units: tuple[int, int]) -> tuple[int, int]:
    from ctypes import c_int

    device_x, device_y = c_int(), c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *page_units, 0, x, y, device_x, device_y)
    return device_x.value, device_y.value
