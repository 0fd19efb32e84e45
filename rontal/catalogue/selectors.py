"""Questions about titles. The catalogue is public: no selector here needs an actor."""

from collections.abc import Iterable

from django.db.models import Count

from rontal.catalogue import search
from rontal.catalogue.covers import WIDTHS
from rontal.catalogue.models import BookFile, Cover, Title
from rontal.kernel.errors import NotFound


def titles(ids: Iterable[int]) -> list[Title]:
    """Titles with cover and contributors, in the order of `ids`; ids of none are left out."""
    wanted = list(ids)
    rows = Title.objects.select_related("cover").prefetch_related("contributors")
    found = rows.defer("search", "description").in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def find(
    query: str, *, filters: search.Filters, offset: int, limit: int
) -> tuple[list[Title], int]:
    """One page of titles and how many there are in all."""
    found = search.find(query, filters=filters, offset=offset, limit=limit)
    return titles(found.ids), found.total


def newest(limit: int) -> list[Title]:
    """Titles that came in last."""
    rows = Title.objects.select_related("cover").prefetch_related("contributors")
    return list(rows.defer("search", "description").order_by("-added_at", "-id")[:limit])


def title_by_slug(slug: str) -> Title:
    """A title with cover, contributors and book file; raises NotFound."""
    rows = Title.objects.select_related("cover", "book_file").prefetch_related("contributors")
    found = (
        rows.defer("search", "book_file__manifest", "book_file__spine").filter(slug=slug).first()
    )
    if found is None:
        raise NotFound
    return found


def languages() -> list[str]:
    """Language tags of the collection, the commonest first."""
    rows = (
        Title.objects.values("language").annotate(count=Count("id")).order_by("-count", "language")
    )
    return [row["language"] for row in rows]


def book_file(title_id: int) -> BookFile:
    """The book file of a title with its sealed file; raises NotFound."""
    found = BookFile.objects.select_related("file", "title").filter(title_id=title_id).first()
    if found is None:
        raise NotFound
    return found


def cover_picture(digest: str, width: int) -> bytes:
    """A cover as WebP; raises NotFound."""
    if width not in WIDTHS:
        raise NotFound
    try:
        return Cover.open(digest, width)
    except FileNotFoundError:
        raise NotFound from None
