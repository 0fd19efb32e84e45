"""Text search in a book, without Django.

Server and reader scripts (`web/assets/reader/text-normalisation.js`, `search-matches.js`) must find
the same places, also in an offline book. Both therefore fold text alike: white space becomes one
blank, accents and case are removed, curly quotes and similar marks become plain ones, and
zero-width characters are removed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from rontal.reading.page_parser import parse_page

MAX_QUERY_LENGTH: Final = 100
MAX_HITS: Final = 200
CONTEXT: Final = 70
_X: Final = "{http://www.w3.org/1999/xhtml}"
_NAMES: Final = (
    "address article aside blockquote body br caption center dd details div dl dt figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
_BLOCKS: Final = frozenset(_X + name for name in _NAMES.split())
_INVISIBLE: Final = (f"{_X}style", "{http://www.w3.org/2000/svg}style")
_BLANKS: Final = re.compile(r"\s+")
_NO_WIDTH: Final = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_PLAIN: Final = (
    dict.fromkeys((0x2018, 0x2019, 0x2BC), "'")
    | dict.fromkeys((0x201C, 0x201D), '"')
    | dict.fromkeys(range(0x2010, 0x2015), "-")
)


class _Folding(dict[int, str]):
    """Map from code points to folded text, filled on demand."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", _PLAIN.get(code, chr(code)))
        bare = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
        self[code] = folded_character = bare.lower()
        return folded_character


_FOLDING: Final = _Folding()


@dataclass(frozen=True)
class Text:
    """Text of one document of the reading order, as shown and as folded for comparison."""

    section: int
    shown: str
    folded: str


@dataclass(frozen=True)
class Hit:
    """A search result: document, index among its results (from 0), and the surrounding text."""

    section: int
    nth: int
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class SearchResult:
    """Search results in the order of the book, at most `MAX_HITS` of `total`.

    `whole` is False where a part of the book is too large to be searched, `wordless` counts
    documents without text, `missed` documents that could not be read this time.
    """

    hits: list[Hit]
    total: int
    whole: bool
    wordless: int
    missed: int


@dataclass(frozen=True)
class Texts:
    """Texts of a book, within the memory limit.

    `missed` counts documents that could not be read, but may be readable at another time.
    """

    read: list[Text]
    missed: int = 0


def text_of(section: int, page: bytes) -> Text:
    body = parse_page(page).find(f"{_X}body")
    return text_from(section, "" if body is None else "".join(_text_pieces(body)))


def text_from(section: int, words: str) -> Text:
    """Returns the text of a section, normalised and folded for searching."""
    shown = _BLANKS.sub(" ", unicodedata.normalize("NFC", words).translate(_NO_WIDTH)).strip()
    return Text(section, shown, fold_text(shown))


def fold_text(text: str) -> str:
    return text.translate(_FOLDING)


def folded_query(words: str) -> str:
    """Returns the folded search text; "" where nothing is left of it."""
    bare = words[:MAX_QUERY_LENGTH].replace("\x00", " ").translate(_NO_WIDTH)
    return fold_text(" ".join(unicodedata.normalize("NFC", bare).split()))


def find(texts: Texts, needle: str, *, whole: bool) -> SearchResult:
    """Returns the places where the folded search text occurs."""
    hits: list[Hit] = []
    total = 0
    for text in texts.read:
        total += text.folded.count(needle)
        hits += _hits(text, needle, MAX_HITS - len(hits))
    wordless = sum(not text.shown for text in texts.read)
    return SearchResult(hits, total, whole, wordless, texts.missed)


def _hits(text: Text, needle: str, most: int) -> Iterator[Hit]:
    at, nth = text.folded.find(needle) if most else -1, 0
    starts = _shown_indexes(text) if at >= 0 else ()
    while at >= 0 and nth < most:
        begin, end = starts[at], starts[at + len(needle) - 1] + 1
        yield Hit(
            section=text.section,
            nth=nth,
            before=_before(text.shown, begin),
            match=text.shown[begin:end],
            after=_after(text.shown, end),
        )
        at, nth = text.folded.find(needle, at + len(needle)), nth + 1


def _before(shown: str, begin: int) -> str:
    """Returns the whole words before a place; single letters in scripts without blanks."""
    near = shown[max(0, begin - CONTEXT) : begin]
    return near if begin <= CONTEXT else near.partition(" ")[2] or near


def _after(shown: str, end: int) -> str:
    near = shown[end : end + CONTEXT]
    return near if end + CONTEXT >= len(shown) else near.rpartition(" ")[0] or near


def _shown_indexes(text: Text) -> Sequence[int]:
    """Returns for each index of the folded text the index in the shown text."""
    if all(len(_FOLDING[ord(character)]) == 1 for character in set(text.shown)):
        return range(len(text.shown))
    return [
        place
        for place, character in enumerate(text.shown)
        for _ in range(len(_FOLDING[ord(character)]))
    ]


def _text_pieces(body: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            yield " "
        if event == "start" and node.text and node.tag not in _INVISIBLE:
            yield node.text
        elif event == "end" and node.tail and node is not body:
            yield node.tail
