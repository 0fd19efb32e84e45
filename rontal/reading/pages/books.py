"""Page images from memory, else from the disk cache, else rendered. Access is not checked here."""

import json
import time
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from records.codes import Format
from rontal.catalogue import book_storage
from rontal.catalogue.models import BookFile
from rontal.core.errors import DomainError, NotFound
from rontal.reading import archive_cache
from rontal.reading.archive_cache import LruCache, Resource
from rontal.reading.disk_cache import DiskCache, Key
from rontal.reading.errors import PagesBroken, PagesProtected, PageTooHeavy, RendererUnavailable
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.plan import Plan
from rontal.reading.pages.refusals import RefusalReason, Refused
from rontal.reading.pages.renderer import Book, renderer

BOOKS: Final = 64
PLANS: Final = 64
PICTURES_BYTES: Final = 32_000_000
WEBP: Final = "image/webp"
REFUSED_SECONDS: Final = 600
"""Seconds for which a page that failed is not rendered again."""
_ERRORS: Final[dict[RefusalReason, type[DomainError]]] = {
    RefusalReason.BROKEN: PagesBroken,
    RefusalReason.PROTECTED: PagesProtected,
    RefusalReason.TOO_HEAVY: PageTooHeavy,
    RefusalReason.AWAY: RendererUnavailable,
}


@dataclass(frozen=True)
class Pages:
    """A book file of pages, ready to be rendered."""

    key: Key
    book: Book


@cache
def page_cache() -> DiskCache:
    return DiskCache(Path(settings.HOME) / "pages")


_books: LruCache[Pages] = LruCache(BOOKS, lambda _book: 1)
_plans: LruCache[Plan] = LruCache(PLANS, lambda _plan: 1)
_pictures: LruCache[Resource] = LruCache(PICTURES_BYTES, lambda one: one.weight)
_refused: LruCache[RefusalReason] = LruCache(1000, lambda _one: 1)


def pages_of(file_id: int) -> Pages:
    """Returns the pages of a book file; raises NotFound, SealBroken."""
    pages = _books.get(file_id)
    if pages is None:
        row = _row(file_id)
        folder = row.file.pk.hex if row.file else row.digest[:32]
        key = Key(folder, book_storage.secret_of(row, "pages", actor=archive_cache.READER))
        source = partial(book_storage.open_book, row, actor=archive_cache.READER)
        book = Book(folder, row.format, row.size, source, _paths(row))
        pages = Pages(key, book)
        _books.put(file_id, pages)
    return pages


def plan(pages: Pages) -> Plan:
    """Returns sizes and labels of the pages; raises PageUnable."""
    book_plan = _plans.get(pages.key.folder)
    if book_plan is None:
        book_plan = Plan.from_json(json.loads(get_or_render(pages, "plan", "plan", 1)))
        _plans.put(pages.key.folder, book_plan)
    return book_plan


def words(pages: Pages, page: int) -> list[tuple[int, int, int, int, str]]:
    """Returns the lines of a page: left, top, width, height, text. Raises NotFound, PageUnable.

    Lengths are in 1/10,000 of the page's width.
    """
    lines = json.loads(get_or_render(pages, f"lines {page}", "text", page))
    return [(int(x), int(y), int(w), int(h), str(text)) for x, y, w, h, text in lines]


def texts(pages: Pages, first: int, count: int) -> list[str | None]:
    """Returns the text of each of `count` pages from `first` on; None for a damaged page.

    Raises NotFound, PageUnable.
    """
    page_texts = json.loads(
        get_or_render(pages, f"texts {first} {count}", "texts", first, count=count)
    )
    return [None if text is None else str(text) for text in page_texts]


def picture(pages: Pages, page: int, cut: Cut, mark: str | None) -> Resource:
    """Returns a page image as WebP and renders the next page in the background.

    Raises NotFound, PageUnable.
    """
    entry, more = picture_request(page, cut, mark)
    resource = _pictures.get((pages.key.folder, entry))
    if resource is None:
        resource = Resource(get_or_render(pages, entry, "picture", page, **more), WEBP)
        _pictures.put((pages.key.folder, entry), resource)
        if cut.tile is None:
            renderer().run_ahead(partial(_render_ahead, pages, page + 1, cut, mark))
    return resource


def picture_request(page: int, cut: Cut, mark: str | None) -> tuple[str, dict[str, Any]]:
    """Returns the cache name of a page image, and the arguments for the rendering process."""
    tile = list(cut.tile) if cut.tile else None
    entry = f"picture {page} {cut.width} {tile} {mark or ''}"
    return entry, {"width": cut.width, "tile": tile, "mark": mark or ""}


def get_or_render(pages: Pages, entry: str, ask: str, page: int, **more: Any) -> bytes:
    """Returns a result from the disk cache, or renders it; raises NotFound, PageUnable."""
    content = page_cache().get(pages.key, entry)
    if content is None:
        _raise_recent_refusal(pages, entry)
        content = renderer().run(lambda: _render(pages, entry, ask, page, **more))
    return content


def _render(pages: Pages, entry: str, ask: str, page: int, **more: Any) -> bytes:
    """Renders in the renderer's thread, unless another request has done so meanwhile."""
    content = page_cache().get(pages.key, entry)
    if content is None:
        try:
            answer = renderer().ask(pages.book, ask, page, **more)
        except IndexError:
            raise NotFound from None
        except Refused as refused:
            if refused.why is not RefusalReason.AWAY:
                _refused.put(_refusal_key(pages, entry), refused.why)
            raise _ERRORS[refused.why] from None
        content = answer.parts[0] if answer.parts else json.dumps(answer.head["found"]).encode()
        page_cache().put(pages.key, entry, content)
    return content


def _render_ahead(pages: Pages, page: int, cut: Cut, mark: str | None) -> None:
    entry, more = picture_request(page, cut, mark)
    _render(pages, entry, "picture", page, **more)


def _raise_recent_refusal(pages: Pages, entry: str) -> None:
    why = _refused.get(_refusal_key(pages, entry))
    if why is not None:
        raise _ERRORS[why]


def _refusal_key(pages: Pages, entry: str) -> tuple[str, str, int]:
    return pages.key.folder, entry, int(time.monotonic() // REFUSED_SECONDS)


def _row(file_id: int) -> BookFile:
    rows = BookFile.objects.select_related("file").defer("manifest", "spine", "contents")
    return NotFound.if_none(rows.filter(pk=file_id).first())


def _paths(row: BookFile) -> tuple[str, ...]:
    """Returns the paths of the images in the file, in page order; none for a PDF."""
    return tuple(str(item["path"]) for item in row.spine) if row.format == Format.IMAGES else ()
