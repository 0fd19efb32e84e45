"""Page images from memory, else from the disk cache, else rendered. Access is not checked here."""

import json
import time
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from rontal.catalogue import book_storage
from rontal.catalogue.models import BookFile
from rontal.catalogue.rules import Format
from rontal.core.errors import DomainError, NotFound
from rontal.reading import archive_cache
from rontal.reading.archive_cache import LruCache, Resource
from rontal.reading.disk_cache import DiskCache, Key
from rontal.reading.errors import PagesBroken, PagesProtected, PageTooHeavy, PainterAway
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.plan import Plan
from rontal.reading.pages.refused import Refused, Why
from rontal.reading.pages.renderer import Book, painter

BOOKS: Final = 64
PLANS: Final = 64
PICTURES_BYTES: Final = 32_000_000
WEBP: Final = "image/webp"
REFUSED_SECONDS: Final = 600
"""Seconds for which a page that failed is not rendered again."""
_ERRORS: Final[dict[Why, type[DomainError]]] = {
    Why.BROKEN: PagesBroken,
    Why.PROTECTED: PagesProtected,
    Why.TOO_HEAVY: PageTooHeavy,
    Why.AWAY: PainterAway,
}


@dataclass(frozen=True)
class Pages:
    """A book file of pages, ready to be rendered."""

    key: Key
    book: Book


@cache
def kept() -> DiskCache:
    """Returns the page cache of this machine."""
    return DiskCache(Path(settings.HOME) / "pages")


_books: LruCache[Pages] = LruCache(BOOKS, lambda _book: 1)
_plans: LruCache[Plan] = LruCache(PLANS, lambda _plan: 1)
_pictures: LruCache[Resource] = LruCache(PICTURES_BYTES, lambda one: one.weight)
_refused: LruCache[Why] = LruCache(1000, lambda _one: 1)


def pages_of(file_id: int) -> Pages:
    """Returns the pages of a book file; raises NotFound, SealBroken."""
    found = _books.get(file_id)
    if found is None:
        row = _row(file_id)
        folder = row.file.pk.hex if row.file else row.digest[:32]
        key = Key(folder, book_storage.secret_of(row, "pages", actor=archive_cache.READER))
        source = partial(book_storage.open_book, row, actor=archive_cache.READER)
        book = Book(folder, row.format, row.size, source, _paths(row))
        found = Pages(key, book)
        _books.put(file_id, found)
    return found


def plan(pages: Pages) -> Plan:
    """Returns sizes and labels of the pages; raises PageUnable."""
    found = _plans.get(pages.key.folder)
    if found is None:
        found = Plan.from_json(json.loads(made(pages, "plan", "plan", 1)))
        _plans.put(pages.key.folder, found)
    return found


def words(pages: Pages, page: int) -> list[tuple[int, int, int, int, str]]:
    """Returns the lines of a page: left, top, width, height, text. Raises NotFound, PageUnable.

    Lengths are in 1/10,000 of the page's width.
    """
    said = json.loads(made(pages, f"lines {page}", "text", page))
    return [(int(x), int(y), int(w), int(h), str(text)) for x, y, w, h, text in said]


def texts(pages: Pages, first: int, count: int) -> list[str | None]:
    """Returns the text of each of `count` pages from `first` on; None for a damaged page.

    Raises NotFound, PageUnable.
    """
    said = json.loads(made(pages, f"texts {first} {count}", "texts", first, count=count))
    return [None if text is None else str(text) for text in said]


def picture(pages: Pages, page: int, cut: Cut, mark: str | None) -> Resource:
    """Returns a page image as WebP and renders the next page in the background.

    Raises NotFound, PageUnable.
    """
    what, more = asked(page, cut, mark)
    found = _pictures.get((pages.key.folder, what))
    if found is None:
        found = Resource(made(pages, what, "picture", page, **more), WEBP)
        _pictures.put((pages.key.folder, what), found)
        if cut.tile is None:
            painter().ahead(partial(_draw_ahead, pages, page + 1, cut, mark))
    return found


def asked(page: int, cut: Cut, mark: str | None) -> tuple[str, dict[str, Any]]:
    """Returns the cache name of a page image, and the arguments for the rendering process."""
    tile = list(cut.tile) if cut.tile else None
    what = f"picture {page} {cut.width} {tile} {mark or ''}"
    return what, {"width": cut.width, "tile": tile, "mark": mark or ""}


def made(pages: Pages, what: str, ask: str, page: int, **more: Any) -> bytes:
    """Returns a result from the disk cache, or renders it; raises NotFound, PageUnable."""
    found = kept().get(pages.key, what)
    if found is None:
        _raise_again(pages, what)
        found = painter().turn(lambda: _drawn(pages, what, ask, page, **more))
    return found


def _drawn(pages: Pages, what: str, ask: str, page: int, **more: Any) -> bytes:
    """Renders in the painter's thread, unless another request has done so meanwhile."""
    found = kept().get(pages.key, what)
    if found is None:
        try:
            said = painter().ask(pages.book, ask, page, **more)
        except IndexError:
            raise NotFound from None
        except Refused as refused:
            if refused.why is not Why.AWAY:
                _refused.put(_lately(pages, what), refused.why)
            raise _ERRORS[refused.why] from None
        found = said.parts[0] if said.parts else json.dumps(said.head["found"]).encode()
        kept().put(pages.key, what, found)
    return found


def _draw_ahead(pages: Pages, page: int, cut: Cut, mark: str | None) -> None:
    what, more = asked(page, cut, mark)
    _drawn(pages, what, "picture", page, **more)


def _raise_again(pages: Pages, what: str) -> None:
    why = _refused.get(_lately(pages, what))
    if why is not None:
        raise _ERRORS[why]


def _lately(pages: Pages, what: str) -> tuple[str, str, int]:
    return pages.key.folder, what, int(time.monotonic() // REFUSED_SECONDS)


def _row(file_id: int) -> BookFile:
    rows = BookFile.objects.select_related("file").defer("manifest", "spine", "contents")
    found = rows.filter(pk=file_id).first()
    if found is None:
        raise NotFound
    return found


def _paths(row: BookFile) -> tuple[str, ...]:
    """Returns the paths of the images in the file, in page order; none for a PDF."""
    return tuple(str(item["path"]) for item in row.spine) if row.format == Format.IMAGES else ()
