"""Page of one title."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from records.codes import Audience
from rontal.accounts.address import visitor_of
from rontal.catalogue import browsing, source_identity
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.errors import NotFound
from rontal.lending import queues
from rontal.lending import selectors as lending
from rontal.lending.rules import Availability
from rontal.lending.services import count_page_view
from rontal.lending.states import HoldState
from rontal.lending.title_availability import PersonalAvailability
from rontal.reading.samples.sample_check import has_sample
from rontal.ui import headers
from rontal.ui.access import public
from rontal.ui.middleware import actor_of
from rontal.ui.page_cache import cached_page
from rontal.ui.wait_labels import wait_text
from rontal.web.collection import (
    accessibility,
    addresses,
    book_lists,
    facts,
    link_previews,
    linked_data,
    shelves,
)
from rontal.web.collection.labels import format_name, language_name


@dataclass(frozen=True)
class Edition:
    """Line of the list: link, further words, availability as in `book_lists.Book`."""

    address: str
    name: str
    more: str
    state: str


def listed(rows: Iterable[tuple[Row, Availability]]) -> list[Edition]:
    """Returns the editions with language, year, publisher, format and availability."""
    return [_edition(one, free) for one, free in rows]


def _edition(one: Row, free: Availability) -> Edition:
    name = ", ".join(_edition_name(one)) or one.publisher or _("Another edition")
    state = book_lists.state_of(free, is_open=bool(one.open_files))
    return Edition(addresses.title(one.slug), name, " · ".join(_details(one, name)), state)


def _edition_name(one: Row) -> Iterator[str]:
    if language := language_name(one.language):
        yield language
    if one.year is not None:
        yield str(one.year)


def _details(one: Row, name: str) -> Iterator[str]:
    details = [one.edition, one.publisher, *_forms(one)]
    return (text for text in details if text and text != name)


def _forms(one: Row) -> Iterator[str]:
    return map(format_name, dict.fromkeys(file.format for file in one.files))


FORBIDDEN = 403
NO_CONTENT = 204


@public
@cached_page("catalogue")
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows a title with its availability, actions and similar titles.

    A merged title redirects permanently to the remaining one; a withdrawn one is answered with
    410.
    """
    title, standing, others = lending.title_with_availability(slug, actor_of(request))
    if title.state is TitleState.JOINED and (other := browsing.slug_of_merge_target(title.id)):
        return redirect("title", other, permanent=True)
    if title.state is not TitleState.PUBLIC:
        return render(request, "web/collection/gone.html", {"title": title}, status=410)
    context = _context(request, title, standing) | {"editions": listed(others)}
    if not request.user.is_authenticated:
        context |= _for_machines(title)
    return render(request, "web/collection/title.html", context)


@public
@cached_page("catalogue", query=["bagian"], for_signed_in=True)
@require_safe
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows similar titles: a page, or with `?bagian=1` the HTML fragment for the title's page."""
    title = browsing.title_by_slug(slug)
    if title.state is not TitleState.PUBLIC:
        raise NotFound
    is_part = request.GET.get("bagian") == "1"
    name, slot = ("row_of_books", "row") if is_part else ("similar", "grid")
    context = {"title": title, "books": shelves.similar(title, slot, is_first=not is_part)}
    return render(request, f"web/collection/{name}.html", context)


@public
@csrf_exempt  # the cached page cannot hold a token; the origin is checked instead
@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts a view of the title's page, reported by its script.

    The response is the same whether it was counted or not.
    """
    if not headers.is_from_own_page(request):
        return HttpResponse(status=FORBIDDEN)
    count_page_view(slug=slug, actor=actor_of(request), visitor=visitor_of(request))
    return HttpResponse(status=NO_CONTENT)


def _wait(request: HttpRequest, title_id: int, standing: PersonalAvailability) -> str:
    """Returns the estimated waiting time of a signed-in member, or ""."""
    hold, free = standing.hold, standing.availability
    waits = hold.state == HoldState.WAITING if hold else free.copies and not free.free
    if standing.loan_id or standing.here or not waits or not request.user.is_authenticated:
        return ""
    place = hold.place if hold else free.waiting + 1
    return wait_text(queues.waits({title_id: place}).get(title_id))


def _sample(request: HttpRequest, title: Row, standing: PersonalAvailability) -> str:
    """Returns the URL of the sample; "" for borrowers, and for visitors of an adult title."""
    if standing.loan_id or not has_sample(title, standing.sample):
        return ""
    may_open = title.audience != Audience.ADULTS or request.user.is_authenticated
    return addresses.sample(title.slug) if may_open else ""


def _context(request: HttpRequest, title: Row, standing: PersonalAvailability) -> dict[str, object]:
    before, after = browsing.series_neighbours(title) if title.series_id else (None, None)
    known = facts.of(title)
    lengths, proposed = lending.lengths_offered(standing.availability.longest)
    return {
        "title": title,
        "summary": link_previews.summary(title),
        "page": source_identity.page(title.slug),
        "similar": addresses.similar(title.slug),
        "read": addresses.read(title),
        "sample": _sample(request, title, standing),
        "lengths": lengths.items(),
        "proposed": proposed,
        "standing": standing,
        "wait": _wait(request, title.id, standing),
        "by": known[0].values if title.by_line else (),
        "facts": known,
        "subjects": facts.subjects(title),
        "statements": list(accessibility.statements(title.accessibility)),
        "before": before,
        "after": after,
        "cite": addresses.cite(title.slug),
    }


def _for_machines(title: Row) -> dict[str, object]:
    """Returns the context read by search engines and link previews, which are never signed in."""
    return {"shared": link_previews.open_graph(title), "linked": linked_data.book(title)}
