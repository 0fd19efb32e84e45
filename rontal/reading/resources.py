"""Sanitised and compressed resources of a book: from memory, disk cache, or made now.

Access is not checked here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from django.conf import settings

from rontal.core.compression import PACKERS, PLAIN
from rontal.core.errors import NotFound
from rontal.lending.content_access import LoanedFile
from rontal.reading import archive_cache, sanitise
from rontal.reading.archive_cache import OpenedBook, Resource
from rontal.reading.disk_cache import DiskCache
from rontal.reading.errors import PageTooLarge
from rontal.reading.font_obfuscation import unmask
from rontal.reading.media_types import XHTML, Kind, kind_of
from rontal.reading.sanitise.addresses import Book

MAX_PAGE_BYTES: Final = 16_000_000  # bytes of one document, drawing or style sheet
MAX_TAGS: Final = 150_000
"""Start tags of one document or drawing. Sanitising takes 10 to 30 µs of a web thread for each; a
document of 16 MB of text has 30,000."""
MAX_PICTURE_BYTES: Final = 100_000_000  # bytes of one image, font, audio or video file
CACHE_BYTES: Final = 500_000_000


@cache
def resource_cache() -> DiskCache:
    return DiskCache(Path(settings.HOME) / "chapters", CACHE_BYTES)


def resource_of(file_id: int, path: str, *, as_page: bool = False, coding: str = PLAIN) -> Resource:
    """Returns one sanitised resource of an EPUB.

    `path` is a path of the manifest; `as_page` turns a drawing into a page; `coding` is the content
    encoding (`core.compression`) of texts. Raises NotFound for a path that is not served,
    PageTooLarge for one that no browser would lay out.
    """
    book = archive_cache.book(file_id)
    kind, response_type = treatment_of(book, path)
    if kind is Kind.PLAIN:
        plain = partial(_unmasked, book, path, response_type)
        return archive_cache.resource((book.file_id, path), plain)
    job = SanitiseJob(book, kind, path, as_page=as_page)
    return archive_cache.resource((job.key, coding), lambda: job.encoded(coding, response_type))


def treatment_of(book: OpenedBook, path: str) -> tuple[Kind, str]:
    """Returns treatment and response type of a path of the manifest; raises as `resource_of`."""
    entry = book.manifest.get(path)
    treatment = kind_of(entry[0]) if entry else None
    if entry is None or treatment is None:
        raise NotFound
    if entry[1] > (MAX_PICTURE_BYTES if treatment[0] is Kind.PLAIN else MAX_PAGE_BYTES):
        raise PageTooLarge
    return treatment


def sanitise_resource(
    book: OpenedBook, kind: Kind, book_paths: Book, *, as_page: bool = False
) -> bytes:
    """Returns a document, drawing or style sheet, sanitised.

    `book_paths` gives its path, and the paths to which it may refer. Raises PageTooLarge for more
    than MAX_TAGS tags.
    """
    content = book.read(book_paths.path)
    if kind is not Kind.STYLES and content.count(b"<") - content.count(b"</") > MAX_TAGS:
        raise PageTooLarge
    if kind is Kind.DOCUMENT:
        return sanitise.clean_document(content, book_paths)
    if kind is Kind.DRAWING:
        clean = sanitise.page_of_svg if as_page else sanitise.clean_svg
        return clean(content, book_paths)
    return sanitise.clean_styles(content.decode("utf-8-sig", "replace"), book_paths).encode()


def parts_of(book: LoanedFile) -> int:
    return len(archive_cache.book(book.file_id).manifest)


@dataclass(frozen=True)
class SanitiseJob:
    """Sanitising of a document, drawing or style sheet of a book."""

    book: OpenedBook
    kind: Kind
    path: str
    as_page: bool = False

    @property
    def key(self) -> tuple[int, str, bool]:
        """Cache key in memory."""
        return self.book.file_id, self.path, self.as_page

    def encoded(self, coding: str, response_type: str) -> Resource:
        """Returns the resource with the requested content encoding."""
        if coding == PLAIN:
            content = self.content()
        else:
            content = self._cached(coding, lambda: PACKERS[coding](self.content()))
        return Resource(content, XHTML if self.as_page else response_type, coding)

    def content(self) -> bytes:
        """Returns the sanitised content, cached per version of the sanitiser."""
        return self._cached(PLAIN, self._sanitised)

    def _cached(self, coding: str, make: Callable[[], bytes]) -> bytes:
        entry = f"{sanitise.version()} {self.as_page} {coding} {self.path}"
        content = resource_cache().get(self.book.key, entry)
        if content is None:
            content = make()
            resource_cache().put(self.book.key, entry, content)
        return content

    def _sanitised(self) -> bytes:
        book_paths = Book(self.book.manifest.keys(), self.path)
        return sanitise_resource(self.book, self.kind, book_paths, as_page=self.as_page)


def _unmasked(book: OpenedBook, path: str, response_type: str) -> Resource:
    _kind, _size, mask = book.manifest[path]
    return Resource(unmask(book.read(path), mask=mask, identifier=book.identifier), response_type)
