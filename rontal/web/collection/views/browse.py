"""Looking through the collection."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.catalogue import selectors
from rontal.catalogue.rows import Row
from rontal.lending import selectors as lending
from rontal.ui.access import public
from rontal.ui.constant import constant_until
from rontal.ui.middleware import actor_of
from rontal.web.collection import pictures
from rontal.web.collection.query import PER_PAGE, Query
from rontal.web.collection.words import AUDIENCES, language_name

FOREVER = "public, max-age=31536000, immutable"


@public
@constant_until("catalogue", "events", query=("q", "bahasa", "untuk", "tersedia", "page"))
@require_safe
def collection(request: HttpRequest) -> HttpResponse:
    """All titles, or those that fit the words and filters."""
    query = Query.of(request.GET)
    titles, page = _page(query)
    context = {
        "query": query,
        "page": page,
        "books": pictures.books(titles, lending.availability(title.pk for title in titles)),
        "tongues": [(tag, language_name(tag) or tag) for tag in selectors.languages()],
        "audiences": AUDIENCES.items(),
    }
    return render(request, "web/collection/collection.html", context)


@public
@constant_until("catalogue", "events")
@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    """One title: what it is, whether it is free, and how to get it."""
    found = selectors.title_by_slug(slug)
    context = {
        "title": found,
        "standing": lending.standing(found.pk, actor_of(request)),
        "facts": pictures.facts(found),
        "features": pictures.features(found),
    }
    return render(request, "web/collection/title.html", context)


@public
@require_safe
def cover(request: HttpRequest, digest: str, width: int) -> HttpResponse:  # noqa: ARG001
    """A cover picture; its address changes when the picture does."""
    content = selectors.cover_picture(digest, width)
    return HttpResponse(content, content_type="image/webp", headers={"Cache-Control": FOREVER})


def _page(query: Query) -> tuple[list[Row], Page[int]]:
    def find(number: int) -> tuple[list[Row], int]:
        offset = (number - 1) * PER_PAGE
        return selectors.find(query.words, filters=query.filters, offset=offset, limit=PER_PAGE)

    titles, total = find(max(1, query.page))
    page = Paginator(range(total), PER_PAGE).get_page(query.page)
    if page.number != query.page and total:
        titles, _ = find(page.number)
    return titles, page
