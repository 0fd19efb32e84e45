"""Sanitised and compressed resources of a book: from memory, disk cache, or made now.

Access is not checked here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from django.conf import settings

from rontal.core.errors import NotFound
from rontal.core.packing import PACKERS, PLAIN
from rontal.lending.content_access import Lent
from rontal.reading import archive_cache, sanitise
from rontal.reading.archive_cache import OpenedBook, Resource
from rontal.reading.disk_cache import DiskCache
from rontal.reading.errors import PageTooLarge
from rontal.reading.font_obfuscation import unmask
from rontal.reading.kinds import XHTML, Kind, kind_of
from rontal.reading.sanitise.addresses import Book

LARGEST_PAGE: Final = 16_000_000  # bytes of one document, drawing or style sheet
LARGEST_PICTURE: Final = 100_000_000  # bytes of one image, font, audio or video file
KEPT_BYTES: Final = 500_000_000


@cache
def kept() -> DiskCache:
    """Returns the disk cache of sanitised resources."""
    return DiskCache(Path(settings.HOME) / "chapters", KEPT_BYTES)


def resource_of(file_id: int, path: str, *, as_page: bool = False, coding: str = PLAIN) -> Resource:
    """Returns one sanitised resource of an EPUB.

    `path` is a path of the manifest; `as_page` turns a drawing into a page; `coding` is the content
    encoding (`core.packing`) of texts. Raises NotFound for a path that is not served,
    PageTooLarge for one that no browser would lay out.
    """
    book = archive_cache.book(file_id)
    kind, sent = treated(book, path)
    if kind is Kind.PLAIN:
        plain = partial(_plain, book, path, sent)
        return archive_cache.resource((book.file_id, path), plain)
    making = Making(book, kind, path, as_page=as_page)
    return archive_cache.resource((making.key, coding), lambda: making.packed(coding, sent))


def treated(book: OpenedBook, path: str) -> tuple[Kind, str]:
    """Returns treatment and response type of a path of the manifest; raises as `resource_of`."""
    found = book.manifest.get(path)
    how = kind_of(found[0]) if found else None
    if found is None or how is None:
        raise NotFound
    if found[1] > (LARGEST_PICTURE if how[0] is Kind.PLAIN else LARGEST_PAGE):
        raise PageTooLarge
    return how


def cleaned(book: OpenedBook, kind: Kind, around: Book, *, as_page: bool = False) -> bytes:
    """Returns a document, drawing or style sheet, sanitised.

    `around` gives its path, and the paths to which it may refer.
    """
    content = book.read(around.path)
    if kind is Kind.DOCUMENT:
        return sanitise.clean_document(content, around)
    if kind is Kind.DRAWING:
        clean = sanitise.page_of_svg if as_page else sanitise.clean_svg
        return clean(content, around)
    return sanitise.clean_styles(content.decode("utf-8-sig", "replace"), around).encode()


def parts_of(held: Lent) -> int:
    """Returns the number of resources of a book on loan."""
    return len(archive_cache.book(held.file_id).manifest)


@dataclass(frozen=True)
class Making:
    """Sanitising of a document, drawing or style sheet of a book."""

    book: OpenedBook
    kind: Kind
    path: str
    as_page: bool = False

    @property
    def key(self) -> tuple[int, str, bool]:
        """Cache key in memory."""
        return self.book.file_id, self.path, self.as_page

    def packed(self, coding: str, sent: str) -> Resource:
        """Returns the resource with the requested content encoding."""
        if coding == PLAIN:
            content = self.content()
        else:
            content = self._kept(coding, lambda: PACKERS[coding](self.content()))
        return Resource(content, XHTML if self.as_page else sent, coding)

    def content(self) -> bytes:
        """Returns the sanitised content, cached per version of the sanitiser."""
        return self._kept(PLAIN, self._cleaned)

    def _kept(self, coding: str, make: Callable[[], bytes]) -> bytes:
        what = f"{sanitise.version()} {self.as_page} {coding} {self.path}"
        found = kept().get(self.book.key, what)
        if found is None:
            found = make()
            kept().put(self.book.key, what, found)
        return found

    def _cleaned(self) -> bytes:
        around = Book(self.book.manifest.keys(), self.path)
        return cleaned(self.book, self.kind, around, as_page=self.as_page)


def _plain(book: OpenedBook, path: str, sent: str) -> Resource:
    _kind, _size, mask = book.manifest[path]
    return Resource(unmask(book.read(path), mask=mask, identifier=book.identifier), sent)
