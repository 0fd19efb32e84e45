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
from rontal.web.collection import addresses, pictures
from rontal.web.collection.labels import ROLES
from rontal.web.collection.query import LAST_PAGE

PER_PAGE = 18


@public
@cached_page("catalogue", query=["sebagai", "page"])
@require_safe
def agent(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Shows a person or corporate body with its titles by role."""
    found = browsing.agent(pk)
    address = addresses.agent(found.pk, found.name)
    if request.path != address:
        return redirect(address, permanent=True)
    roles = browsing.roles_of(found.pk)
    works = dict(roles)
    role = request.GET.get("sebagai", "")
    role = role if role in works else next(iter(works), "")
    page = _page(request, works.get(role, 0))
    titles = browsing.works_of(found.pk, role, offset=_offset(page), limit=PER_PAGE)
    context = {
        "heading": found.name,
        "eyebrow": ROLES.get(role, "") if len(roles) == 1 else _("Person"),
        "dates": found.dates,
        "variants": found.variants,
        "roles": [(code, ROLES.get(code, ROLES["ctb"]), number) for code, number in roles],
        "role": role,
        "narrow": f"?orang={found.pk}",
        "follow": _follow(request, "follow_agent", found.pk, agent_id=found.pk),
    }
    return _shown(request, context, titles, page)


@public
@cached_page("catalogue", query=["page"])
@require_safe
def subject(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Shows the titles of a subject."""
    found = browsing.subject(pk)
    address = addresses.subject(found.pk, found.name)
    if request.path != address:
        return redirect(address, permanent=True)
    page = _page(request, browsing.count_about(found.pk))
    titles = browsing.titles_about(found.pk, offset=_offset(page), limit=PER_PAGE)
    context = {
        "heading": found.name,
        "eyebrow": _("Topic"),
        "narrow": f"?subjek={found.pk}",
        "follow": _follow(request, "follow_subject", found.pk, subject_id=found.pk),
    }
    return _shown(request, context, titles, page)


@public
@cached_page("catalogue", query=["page"])
@require_safe
def series(request: HttpRequest, pk: int, slug: str) -> HttpResponse:  # noqa: ARG001
    """Shows the titles of a series in order."""
    found = browsing.series(pk)
    address = addresses.series(found.pk, found.name)
    if request.path != address:
        return redirect(address, permanent=True)
    page = _page(request, browsing.count_in(found.pk))
    titles = browsing.titles_in(found.pk, offset=_offset(page), limit=PER_PAGE)
    context = {
        "heading": found.name,
        "eyebrow": _("Series"),
        "narrow": f"?seri={found.pk}",
    }
    return _shown(request, context, titles, page)


def _follow(request: HttpRequest, name: str, pk: int, **which: int) -> dict[str, object]:
    """Returns the context of the follow button; queries nothing for visitors (cached page)."""
    actor = actor_of(request)
    known = actor.id is not None
    on = known and notifications.follows(actor, **which)
    return {"address": reverse(name, args=[pk]), "known": known, "on": on}


def _page(request: HttpRequest, total: int) -> Page[int]:
    return Paginator(range(min(total, LAST_PAGE * PER_PAGE)), PER_PAGE).get_page(
        request.GET.get("page", "1")[:9]
    )


def _offset(page: Page[int]) -> int:
    return (page.number - 1) * PER_PAGE


def _shown(
    request: HttpRequest, said: Mapping[str, object], titles: list[Row], page: Page[int]
) -> HttpResponse:
    free = lending.availability(title.id for title in titles)
    context = {**said, "page": page, "books": pictures.books(titles, free)}
    return render(request, "web/collection/works.html", context)
