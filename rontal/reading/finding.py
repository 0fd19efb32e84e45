"""Words of a book, and where they stand in it. Pure: texts in, places out.

The reader's script finds the same places in the page again, and in a kept book by itself
(`assets/reader/letters.js`, `places.js`), so both fold texts alike: white space is one blank,
accents and case go, marks like curly quotes become plain ones, and characters without width are
not there.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from rontal.reading.clean_pages import parsed

LONGEST: Final = 100
MOST_HITS: Final = 200
CONTEXT: Final = 70
_X: Final = "{http://www.w3.org/1999/xhtml}"
_NAMES: Final = (
    "address article aside blockquote body br caption center dd details div dl dt figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
_BLOCKS: Final = frozenset(_X + name for name in _NAMES.split())
_UNSEEN: Final = (f"{_X}style", "{http://www.w3.org/2000/svg}style")
_BLANKS: Final = re.compile(r"\s+")
_NO_WIDTH: Final = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_PLAIN: Final = (
    dict.fromkeys((0x2018, 0x2019, 0x2BC), "'")
    | dict.fromkeys((0x201C, 0x201D), '"')
    | dict.fromkeys(range(0x2010, 0x2015), "-")
)


class _Folding(dict[int, str]):
    """Code point → what it is compared as; each is worked out once."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", _PLAIN.get(code, chr(code)))
        bare = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
        self[code] = found = bare.lower()
        return found


_FOLDING: Final = _Folding()


@dataclass(frozen=True)
class Text:
    """The words of one document of the reading order, as they stand and as they are compared."""

    section: int
    shown: str
    folded: str


@dataclass(frozen=True)
class Hit:
    """One place: in which document, the how-manieth there (from 0), and the words around it."""

    section: int
    nth: int
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class Found:
    """Places in the order of the book, at most `MOST_HITS` of `total`; `whole` where nothing of the
    book is too large to be searched; `wordless` is how many of its documents hold no word,
    `missed` how many could not be read this time."""

    hits: list[Hit]
    total: int
    whole: bool
    wordless: int
    missed: int


@dataclass(frozen=True)
class Texts:
    """The words of a book, as far as they can be held; `missed` of its documents could not be read,
    which another time may be."""

    read: list[Text]
    missed: int = 0


def text_of(section: int, page: bytes) -> Text:
    """The words of a harmless page."""
    body = parsed(page).find(f"{_X}body")
    return text_from(section, "" if body is None else "".join(_words(body)))


def text_from(section: int, words: str) -> Text:
    """Words as they come, made ready to be searched."""
    shown = _BLANKS.sub(" ", unicodedata.normalize("NFC", words).translate(_NO_WIDTH)).strip()
    return Text(section, shown, folded(shown))


def folded(text: str) -> str:
    """A text as it is compared."""
    return text.translate(_FOLDING)


def needle_of(words: str) -> str:
    """What is looked for, "" where nothing is left of it."""
    bare = words[:LONGEST].replace("\x00", " ").translate(_NO_WIDTH)
    return folded(" ".join(unicodedata.normalize("NFC", bare).split()))


def find(texts: Texts, needle: str, *, whole: bool) -> Found:
    """Where the needle stands in the texts."""
    hits: list[Hit] = []
    total = 0
    for text in texts.read:
        total += text.folded.count(needle)
        hits += _hits(text, needle, MOST_HITS - len(hits))
    wordless = sum(not text.shown for text in texts.read)
    return Found(hits, total, whole, wordless, texts.missed)


def _hits(text: Text, needle: str, most: int) -> Iterator[Hit]:
    at, nth = text.folded.find(needle) if most else -1, 0
    starts = _starts(text) if at >= 0 else ()
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
    """Some whole words before a place; where a script has no blanks, some letters."""
    near = shown[max(0, begin - CONTEXT) : begin]
    return near if begin <= CONTEXT else near.partition(" ")[2] or near


def _after(shown: str, end: int) -> str:
    near = shown[end : end + CONTEXT]
    return near if end + CONTEXT >= len(shown) else near.rpartition(" ")[0] or near


def _starts(text: Text) -> Sequence[int]:
    """Place in the folded text → place in the text as it stands."""
    if all(len(_FOLDING[ord(character)]) == 1 for character in set(text.shown)):
        return range(len(text.shown))
    return [
        place
        for place, character in enumerate(text.shown)
        for _ in range(len(_FOLDING[ord(character)]))
    ]


def _words(body: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            yield " "
        if event == "start" and node.text and node.tag not in _UNSEEN:
            yield node.text
        elif event == "end" and node.tail and node is not body:
            yield node.tail
