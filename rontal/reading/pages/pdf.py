"""PDF by PDFium: plan, pictures and words of pages. Only ever run in the child. No Django."""

import contextlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rontal.reading.pages import ladder
from rontal.reading.pages.ink import marked, webp
from rontal.reading.pages.ladder import Cut
from rontal.reading.pages.plan import MOST_LABEL, Plan, runs
from rontal.reading.pages.refused import Refused, Why

MOST_PAGES: Final = 20_000
MOST_CHARACTERS: Final = 40_000
PASSWORD: Final = "password"  # noqa: S105 what PDFium says, no secret
FINE: Final = 100
"""Sizes are told in hundredths of a point."""
GAP: Final = 2.2
"""Heights of a line between two words that do not belong together: columns, cells."""
_FLAGS: Final = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
_SPACES: Final = frozenset((0x20, 0x09, 0xA0, 0x00))
_ENDS: Final = frozenset((0x0A, 0x0D))
DIVIDED: Final = "\u00ad"
"""Ends a line whose last word goes on in the next one."""
_DIVIDES, _DIVIDES_TOO = 0x02, "\ufffe"
"""PDFium's own signs for the hyphen there: of a single character, and in whole texts."""


@dataclass
class Line:
    """A line of words with its box, in parts of the page's width: left, top, right, bottom."""

    words: list[str] = field(default_factory=list)
    box: tuple[float, float, float, float] = (math.inf, math.inf, -math.inf, -math.inf)

    def add(self, word: str, box: tuple[float, float, float, float]) -> None:
        """One word more, behind the others."""
        self.words.append(word)
        (left, top, right, bottom), (a, b, c, d) = self.box, box
        self.box = (min(left, a), min(top, b), max(right, c), max(bottom, d))

    def to_json(self) -> list[Any]:
        """Left, top, width, height, text."""
        left, top, right, bottom = (round(one) for one in self.box)
        return [left, top, max(1, right - left), max(1, bottom - top), " ".join(self.words)]


class Pdf:
    """An opened PDF."""

    def __init__(self, source: IO[bytes]) -> None:
        """Raises Refused."""
        try:
            self._document = pdfium.PdfDocument(source)
        except pdfium.PdfiumError as error:
            protected = PASSWORD in str(error).lower()
            raise Refused(Why.PROTECTED if protected else Why.BROKEN) from None
        if not 0 < len(self._document) <= MOST_PAGES:
            raise Refused(Why.BROKEN)

    def close(self) -> None:
        """Gives back what it took."""
        self._document.close()

    def plan(self) -> Plan:
        """Sizes and labels of all pages."""
        document, pages = self._document, range(len(self._document))
        labels = {}
        for page in pages:
            label = document.get_page_label(page)[:MOST_LABEL].strip()
            if label and label != str(page + 1):
                labels[page + 1] = label
        sizes = (_sane(document.get_page_size(page)) for page in pages)
        return Plan(runs((FINE * width, FINE * height) for width, height in sizes), labels, {})

    def picture(self, page: int, cut: Cut, mark: str) -> bytes:
        """One picture of a page, as WebP; raises Refused, IndexError."""
        with self._page(page) as opened:
            width, height = _sane(opened.get_size())
            if cut.tile is None:
                full = ladder.scaled(width, height, cut.width)
                return webp(marked(_drawn(opened, full, (0, 0), full), mark, full, (0, 0)))
            full = ladder.closer(width, height, cut.width)
            corner = (cut.tile[0] * ladder.TILE, cut.tile[1] * ladder.TILE)
            size = ladder.of_tile(full, corner)
            return webp(marked(_drawn(opened, full, corner, size), mark, full, corner))

    def text(self, page: int) -> list[list[Any]]:
        """The lines of a page in their order: left, top, width, height in parts of the page's
        width, and the words; raises Refused, IndexError."""
        with self._page(page) as opened:
            width, height = _sane(opened.get_size())
            across = (ladder.UNITS, max(1, round(height * ladder.UNITS / width)))
            with contextlib.closing(opened.get_textpage()) as words:
                return [line.to_json() for line in _lines(opened, words, across)]

    def texts(self, first: int, count: int) -> list[str | None]:
        """The words of so many pages from one on, as they follow each other; None for a page that
        is broken. Much sooner had than their lines. Raises IndexError."""
        return [self._text(page) for page in range(first, first + count)]

    def _text(self, page: int) -> str | None:
        try:
            with self._page(page) as opened, contextlib.closing(opened.get_textpage()) as words:
                count = min(words.count_chars(), MOST_CHARACTERS)
                return str(words.get_text_range(0, count)).replace(_DIVIDES_TOO, DIVIDED)
        except (Refused, pdfium.PdfiumError):
            return None

    @contextlib.contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        if not 1 <= number <= len(self._document):
            raise IndexError
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError:
            raise Refused(Why.BROKEN) from None
        try:
            yield page
        finally:
            page.close()


def _sane(size: tuple[float, float]) -> tuple[float, float]:
    width, height = size
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        return 595.0, 842.0
    return width, height


def _drawn(page: Any, full: tuple[int, int], corner: tuple[int, int], size: tuple[int, int]) -> Any:
    """The pixels of a part of a page that is `full` pixels large, four bytes each, where PDFium
    drew them: what draws lets go of them, and they stay."""
    bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        raw.FPDF_RenderPageBitmap(bitmap.raw, page.raw, -corner[0], -corner[1], *full, 0, _FLAGS)
        return bitmap.to_numpy()
    finally:
        bitmap.close()


def _lines(page: Any, words: Any, across: tuple[int, int]) -> Iterator[Line]:
    line = Line()
    for word, box in _words(page, words, across):
        height = max(1.0, line.box[3] - line.box[1])
        apart = line.words and (
            not word or box[0] - line.box[2] > GAP * height or box[0] < line.box[0] - height
        )
        if apart:
            yield line
            line = Line()
        if word:
            line.add(word, box)
    if line.words:
        yield line


def _words(
    page: Any, words: Any, across: tuple[int, int]
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Words with their boxes; an empty one where a line ends."""
    text = ""
    corners: list[tuple[float, float, float, float]] = []
    box = raw.FS_RECTF()
    for index in range(min(words.count_chars(), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(words.raw, index)
        if code in _SPACES or code in _ENDS or code == _DIVIDES:
            if text and corners:
                divided = DIVIDED if code == _DIVIDES else ""
                yield text + divided, _box(page, corners, across)
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
        yield text, _box(page, corners, across)


def _box(
    page: Any, corners: list[tuple[float, float, float, float]], across: tuple[int, int]
) -> tuple[float, float, float, float]:
    """The box around boxes, as the page is turned and cut."""
    left, top = min(one[0] for one in corners), max(one[1] for one in corners)
    right, bottom = max(one[2] for one in corners), min(one[3] for one in corners)
    first, second = _placed(page, left, top, across), _placed(page, right, bottom, across)
    return (
        min(first[0], second[0]), min(first[1], second[1]),
        max(first[0], second[0]), max(first[1], second[1]),
    )  # fmt: skip


def _placed(page: Any, x: float, y: float, across: tuple[int, int]) -> tuple[int, int]:
    from ctypes import c_int

    found_x, found_y = c_int(), c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *across, 0, x, y, found_x, found_y)
    return found_x.value, found_y.value
