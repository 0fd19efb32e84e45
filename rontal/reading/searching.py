"""Text search in EPUB files. Access is not checked here."""

from collections.abc import Iterator
from typing import Final

from records.errors import Unreadable
from rontal.reading import archive_cache, text_search
from rontal.reading.archive_cache import OpenedBook
from rontal.reading.errors import NothingToFind, PageTooLarge
from rontal.reading.media_types import Kind, is_document
from rontal.reading.resources import SanitiseJob
from rontal.reading.text_search import SearchResult, Text, Texts

MAX_SEARCHED_BYTES: Final = 8_000_000  # bytes of one document
MAX_LETTERS: Final = 6_000_000  # characters of one book


def search_epub(file_id: int, words: str) -> SearchResult:
    """Searches an EPUB, ignoring case and accents; raises NothingToFind for an empty text."""
    needle = text_search.folded_query(words)
    if not needle:
        raise NothingToFind
    book = archive_cache.book(file_id)
    texts = archive_cache.texts(file_id, lambda: Texts(list(_texts(book))))
    documents = {number for number, item in enumerate(book.spine) if is_document(item["type"])}
    return text_search.find(texts, needle, whole=documents <= {text.section for text in texts.read})


def _texts(book: OpenedBook) -> Iterator[Text]:
    """Yields the texts of a book, document by document, within the memory limit."""
    letters = 0
    for number, item in enumerate(book.spine):
        _type, size, _mask = book.manifest.get(item["path"], ("", 0, ""))
        if (
            not is_document(item["type"])
            or not 0 < size <= MAX_SEARCHED_BYTES
            or letters > MAX_LETTERS
        ):
            continue
        try:
            text = text_search.text_of(
                number, SanitiseJob(book, Kind.DOCUMENT, item["path"]).content()
            )
        except (PageTooLarge, Unreadable):
            continue
        letters += len(text.shown)
        yield text
