"""Resources of a book, made harmless and packed: in memory, else on the disk, else made now.
Nothing here decides who may read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from django.conf import settings

from rontal.kernel.errors import NotFound
from rontal.kernel.packing import PACKERS, PLAIN
from rontal.lending.lent import Lent
from rontal.reading import opened, sanitise
from rontal.reading.errors import PageTooLarge
from rontal.reading.kept import Kept
from rontal.reading.kinds import XHTML, Kind, kind_of
from rontal.reading.masks import unmask
from rontal.reading.opened import OpenedBook, Resource
from rontal.reading.sanitise.addresses import Book

LARGEST_PAGE: Final = 16_000_000  # bytes of one document, drawing or style sheet
LARGEST_PICTURE: Final = 100_000_000  # bytes of one picture, typeface, sound or film
KEPT_BYTES: Final = 500_000_000


@cache
def kept() -> Kept:
    """What this machine keeps of cleaned books."""
    return Kept(Path(settings.HOME) / "chapters", KEPT_BYTES)


def resource_of(file_id: int, path: str, *, as_page: bool = False, coding: str = PLAIN) -> Resource:
    """One resource of an EPUB, made harmless; never the file.

    `path` is a path of the book's manifest; `as_page` makes a drawing a page of its own; `coding`
    is the one of `kernel.packing` that texts come in. Raises NotFound for a path that the book does
    not show, PageTooLarge for one that no browser would lay out.
    """
    book = opened.book(file_id)
    kind, sent = treated(book, path)
    if kind is Kind.PLAIN:
        plain = partial(_plain, book, path, sent)
        return opened.resource((book.file_id, path), plain)
    making = Making(book, kind, path, as_page=as_page)
    return opened.resource((making.key, coding), lambda: making.packed(coding, sent))


def treated(book: OpenedBook, path: str) -> tuple[Kind, str]:
    """How what lies at a path of the manifest is treated, and what it is sent as; raises as
    `resource_of`."""
    found = book.manifest.get(path)
    how = kind_of(found[0]) if found else None
    if found is None or how is None:
        raise NotFound
    if found[1] > (LARGEST_PICTURE if how[0] is Kind.PLAIN else LARGEST_PAGE):
        raise PageTooLarge
    return how


def cleaned(book: OpenedBook, kind: Kind, around: Book, *, as_page: bool = False) -> bytes:
    """A document, drawing or style sheet made harmless, at the path of `around` and pointing to
    nothing but its paths."""
    content = book.read(around.path)
    if kind is Kind.DOCUMENT:
        return sanitise.clean_document(content, around)
    if kind is Kind.DRAWING:
        clean = sanitise.page_of_svg if as_page else sanitise.clean_svg
        return clean(content, around)
    return sanitise.clean_styles(content.decode("utf-8-sig", "replace"), around).encode()


def parts_of(held: Lent) -> int:
    """Of how many parts a book in a member's hands is made."""
    return len(opened.book(held.file_id).manifest)


@dataclass(frozen=True)
class Making:
    """How a document, drawing or style sheet of a book becomes harmless."""

    book: OpenedBook
    kind: Kind
    path: str
    as_page: bool = False

    @property
    def key(self) -> tuple[int, str, bool]:
        """What tells it from all others."""
        return self.book.file_id, self.path, self.as_page

    def packed(self, coding: str, sent: str) -> Resource:
        """As it is sent."""
        if coding == PLAIN:
            content = self.content()
        else:
            content = self._kept(coding, lambda: PACKERS[coding](self.content()))
        return Resource(content, XHTML if self.as_page else sent, coding)

    def content(self) -> bytes:
        """Cleaned by today's cleaner."""
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
