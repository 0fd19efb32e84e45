"""Words looked for in the file of a book. Nothing here decides who may read."""

from collections.abc import Iterator
from typing import Any, Final

from rontal.catalogue.errors import Unreadable
from rontal.reading import finding, opened
from rontal.reading.errors import NothingToFind
from rontal.reading.finding import Found, Text, Texts
from rontal.reading.kinds import Kind, kind_of
from rontal.reading.opened import OpenedBook
from rontal.reading.resources import Making

LARGEST_SEARCHED: Final = 8_000_000  # bytes of one document
MOST_LETTERS: Final = 6_000_000  # of one book


def found_in(file_id: int, words: str) -> Found:
    """Where words stand in an EPUB, whatever their case and accents; raises NothingToFind where no
    word is left of the words."""
    needle = finding.needle_of(words)
    if not needle:
        raise NothingToFind
    book = opened.book(file_id)
    texts = opened.texts(file_id, lambda: Texts(list(_texts(book))))
    documents = {number for number, item in enumerate(book.spine) if _is_page(item)}
    return finding.find(texts, needle, whole=documents <= {text.section for text in texts.read})


def _is_page(item: dict[str, Any]) -> bool:
    treated = kind_of(item["type"])
    return treated is not None and treated[0] is Kind.DOCUMENT


def _texts(book: OpenedBook) -> Iterator[Text]:
    """The words of a book, document by document, as far as they can be held."""
    letters = 0
    for number, item in enumerate(book.spine):
        _type, size, _mask = book.manifest.get(item["path"], ("", 0, ""))
        if not _is_page(item) or not 0 < size <= LARGEST_SEARCHED or letters > MOST_LETTERS:
            continue
        try:
            text = finding.text_of(number, Making(book, Kind.DOCUMENT, item["path"]).content())
        except Unreadable:
            continue
        letters += len(text.shown)
        yield text
