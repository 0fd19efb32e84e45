"""Text search in EPUB files. Access is not checked here."""

from collections.abc import Iterator
from typing import Final

from rontal.catalogue.errors import Unreadable
from rontal.reading import finding, opened
from rontal.reading.errors import NothingToFind
from rontal.reading.finding import Found, Text, Texts
from rontal.reading.kinds import Kind, is_document
from rontal.reading.opened import OpenedBook
from rontal.reading.resources import Making

LARGEST_SEARCHED: Final = 8_000_000  # bytes of one document
MOST_LETTERS: Final = 6_000_000  # characters of one book


def found_in(file_id: int, words: str) -> Found:
    """Searches an EPUB, ignoring case and accents; raises NothingToFind for an empty text."""
    needle = finding.needle_of(words)
    if not needle:
        raise NothingToFind
    book = opened.book(file_id)
    texts = opened.texts(file_id, lambda: Texts(list(_texts(book))))
    documents = {number for number, item in enumerate(book.spine) if is_document(item["type"])}
    return finding.find(texts, needle, whole=documents <= {text.section for text in texts.read})


def _texts(book: OpenedBook) -> Iterator[Text]:
    """Yields the texts of a book, document by document, within the memory limit."""
    letters = 0
    for number, item in enumerate(book.spine):
        _type, size, _mask = book.manifest.get(item["path"], ("", 0, ""))
        if (
            not is_document(item["type"])
            or not 0 < size <= LARGEST_SEARCHED
            or letters > MOST_LETTERS
        ):
            continue
        try:
            text = finding.text_of(number, Making(book, Kind.DOCUMENT, item["path"]).content())
        except Unreadable:
            continue
        letters += len(text.shown)
        yield text
