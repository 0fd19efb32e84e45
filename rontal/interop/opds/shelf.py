"""Views for an app that reads for somebody: the shelf, borrowing, giving back, waiting."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rontal.accounts.selectors import names_of
from rontal.catalogue import browsing, rows
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.interop.authentication.reader import needed
from rontal.interop.opds import lists
from rontal.interop.opds.door import refuse_from_elsewhere
from rontal.interop.opds.errors import TitleGone
from rontal.interop.opds.forms import Form, Visit
from rontal.interop.opds.lists import Place
from rontal.interop.opds.webpub import PROFILE
from rontal.kernel.actors import Actor
from rontal.lending import selectors, services
from rontal.lending.errors import (
    AlreadyBorrowed,
    AlreadyWaiting,
    CopyIsFree,
    NoCopyFree,
    NotAMember,
)
from rontal.lending.listed import listed_of
from rontal.lending.rules import HOLDS_AT_ONCE
from rontal.membership.selectors import member_of

CREATED = 201


def shelf(request: HttpRequest, form: Form) -> HttpResponse:
    """What the reader has on loan and waits for. Four queries, whatever it holds."""
    visit = _signed_in(request, form)
    titles = rows.in_order(selectors.own_titles(visit.actor))
    return visit.feed(lists.whole(Place("rak/", _("My books")), titles, visit.actor))


def wanted(request: HttpRequest, form: Form) -> HttpResponse:
    """What the reader wants to read some time and the library has. Four queries, whatever it
    holds."""
    visit = _signed_in(request, form)
    titles = browsing.public_in_order(listed_of(visit.actor))
    place = Place("ingin/", _("What I want to read"))
    return visit.feed(lists.whole(place, titles, visit.actor))


def borrow(request: HttpRequest, form: Form, slug: str) -> HttpResponse:
    """Borrows, or takes a place in the queue where all copies are out; answers with the entry as it
    stands then. Doing it again changes nothing.

    Apps follow an acquisition link by GET (OPDS 1.2, 5.3), so GET borrows, too, but only for
    whoever shows a password or token of an app. DELETE gives back.
    """
    if request.method == "DELETE":
        return revoke(request, form, slug)
    refuse_from_elsewhere(request)
    visit = _signed_in(request, form)
    row = _title_at(slug)
    if row.state is not TitleState.PUBLIC:
        raise TitleGone
    fresh = _got(row.id, visit.actor)
    status = CREATED if fresh and request.method != "GET" else 200
    return visit.publication(lists.publication(row, visit.actor), status)


def revoke(request: HttpRequest, form: Form, slug: str) -> HttpResponse:
    """Gives a loan back or leaves the queue; answers with the entry as it stands then. Doing it
    again changes nothing."""
    refuse_from_elsewhere(request)
    visit = _signed_in(request, form)
    row = _title_at(slug)
    standing = selectors.standing(row.id, visit.actor)
    if standing.loan_id is not None:
        services.give_back(loan_id=standing.loan_id, actor=visit.actor)
    elif standing.hold is not None:
        services.cancel_hold(hold_id=standing.hold.id, actor=visit.actor)
    return visit.publication(lists.publication(row, visit.actor))


def profile(request: HttpRequest, form: Form) -> HttpResponse:
    """How many loans and places in queues the reader has left (OPDS User Profile 1.0)."""
    visit = _signed_in(request, form)
    user_id = visit.actor.id or 0
    member = member_of(user_id)
    if member is None:
        raise NotAMember
    loans, holds = selectors.counts_of([member.pk])[member.pk]
    most = selectors.allowance_of(member).at_once
    told = {
        "name": names_of([user_id]).get(user_id, ""),
        "links": _links(request),
        "loans": {"total": most, "available": max(0, most - loans)},
        "holds": {"total": HOLDS_AT_ONCE, "available": max(0, HOLDS_AT_ONCE - holds)},
    }
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=PROFILE)


def _links(request: HttpRequest) -> list[dict[str, str]]:
    site = f"{request.scheme}://{request.get_host()}"
    shelf_link = {
        "rel": "http://opds-spec.org/shelf",
        "href": f"{site}/opds/2/rak/",
        "type": "application/opds+json",
    }
    return [shelf_link, {"rel": "edit", "href": f"{site}/akun/data/", "type": "text/html"}]


def _signed_in(request: HttpRequest, form: Form) -> Visit:
    return Visit(request, form, needed(request))


def _title_at(slug: str) -> Row:
    """A title by its address, or the one that it was joined to: loans went along, and an app has
    the old address. Raises NotFound."""
    row = browsing.title_at(slug)
    while row.joined_to_id is not None:
        (row,) = rows.in_order([row.joined_to_id])
    return row


def _got(title_id: int, actor: Actor) -> bool:
    """Borrows or waits; False where the reader had it or waited before."""
    try:
        try:
            services.borrow_at_a_pace(title_id=title_id, actor=actor)
        except NoCopyFree:
            _wait(title_id, actor)
    except (AlreadyBorrowed, AlreadyWaiting):
        return False
    return True


def _wait(title_id: int, actor: Actor) -> None:
    try:
        services.place_hold(title_id=title_id, actor=actor)
    except CopyIsFree:  # it came back in between
        services.borrow_at_a_pace(title_id=title_id, actor=actor)
