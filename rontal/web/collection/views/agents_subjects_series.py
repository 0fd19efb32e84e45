"""Pages of people, subjects and series with their titles."""

from collections.abc import Mapping

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rontal.catalogue import browsing
from rontal.catalogue.rows import Row
from rontal.lending import selectors as lending
from rontal.notifications import selectors as notifications
from rontal.ui.access import public
from rontal.ui.middleware import actor_of
from rontal.ui.page_cache import cached_page
from rontal.web.collection import addresses, book_lists
from rontal.web.collection.labels import ROLES
from rontal.web.collection.query import LAST_PAGE

PER_PAGE = 18


@public
@cached_page("catalogue", query=["sebagai", "page"])
@require_safe
def agent(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Shows a person or corporate body with its titles by role."""
    person_or_body = browsing.agent(pk)
    address = addresses.agent(person_or_body.pk, person_or_body.name)
    if request.path != address:
        return redirect(address, permanent=True)
    roles = browsing.roles_of(person_or_body.pk)
    works = dict(roles)
    role = request.GET.get("sebagai", "")
    role = role if role in works else next(iter(works), "")
    page = _titles_page(request, works.get(role, 0))
    titles = browsing.works_of(person_or_body.pk, role, offset=_offset(page), limit=PER_PAGE)
    context = {
        "heading": person_or_body.name,
        "eyebrow": ROLES.get(role, "") if len(roles) == 1 else _("Person"),
        "dates": person_or_body.dates,
        "variants": person_or_body.variants,
        "roles": [(code, ROLES.get(code, ROLES["ctb"]), number) for code, number in roles],
        "role": role,
        "narrow": f"?orang={person_or_body.pk}",
        "follow": _follow_context(
            request, "follow_agent", person_or_body.pk, agent_id=person_or_body.pk
        ),
    }
    return _render_works(request, context, titles, page)


@public
@cached_page("catalogue", query=["page"])
@require_safe
def subject(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Shows the titles of a subject."""
    topic = browsing.subject(pk)
    address = addresses.subject(topic.pk, topic.name)
    if request.path != address:
        return redirect(address, permanent=True)
    page = _titles_page(request, browsing.count_about(topic.pk))
    titles = browsing.titles_about(topic.pk, offset=_offset(page), limit=PER_PAGE)
    context = {
        "heading": topic.name,
        "eyebrow": _("Topic"),
        "narrow": f"?subjek={topic.pk}",
        "follow": _follow_context(request, "follow_subject", topic.pk, subject_id=topic.pk),
    }
    return _render_works(request, context, titles, page)


@public
@cached_page("catalogue", query=["page"])
@require_safe
def series(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Shows the titles of a series in order."""
    book_series = browsing.series(pk)
    address = addresses.series(book_series.pk, book_series.name)
    if request.path != address:
        return redirect(address, permanent=True)
    page = _titles_page(request, browsing.count_in(book_series.pk))
    titles = browsing.titles_in(book_series.pk, offset=_offset(page), limit=PER_PAGE)
    context = {
        "heading": book_series.name,
        "eyebrow": _("Series"),
        "narrow": f"?seri={book_series.pk}",
    }
    return _render_works(request, context, titles, page)


def _follow_context(request: HttpRequest, name: str, pk: int, **which: int) -> dict[str, object]:
    """Returns the context of the follow button; queries nothing for visitors (cached page)."""
    actor = actor_of(request)
    known = actor.id is not None
    on = known and notifications.follows(actor, **which)
    return {"address": reverse(name, args=[pk]), "known": known, "on": on}


def _titles_page(request: HttpRequest, total: int) -> Page[int]:
    return Paginator(range(min(total, LAST_PAGE * PER_PAGE)), PER_PAGE).get_page(
        request.GET.get("page", "1")[:9]
    )


def _offset(page: Page[int]) -> int:
    return (page.number - 1) * PER_PAGE


def _render_works(
    request: HttpRequest, details: Mapping[str, object], titles: list[Row], page: Page[int]
) -> HttpResponse:
    free = lending.availability(title.id for title in titles)
    context = {**details, "page": page, "books": book_lists.books(titles, free)}
    return render(request, "web/collection/works.html", context)
