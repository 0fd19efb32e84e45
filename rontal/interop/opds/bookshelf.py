"""Views for a signed-in reader: bookshelf, borrowing, returning, holds."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rontal.accounts.selectors import names_of
from rontal.catalogue import browsing, rows
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.interop.authentication.reader import needed
from rontal.interop.opds import lists
from rontal.interop.opds.decorators import refuse_from_elsewhere
from rontal.interop.opds.errors import TitleGone
from rontal.interop.opds.lists import Place
from rontal.interop.opds.versions import Form, Visit
from rontal.interop.opds.webpub import PROFILE
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
    """Returns the loans and holds of the reader. Four queries for any number."""
    visit = _signed_in(request, form)
    titles = rows.in_order(selectors.own_titles(visit.actor))
    return visit.feed(lists.whole(Place("rak/", _("My books")), titles, visit.actor))


def wanted(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns the available titles of the reader's reading list. Four queries for any number."""
    visit = _signed_in(request, form)
    titles = browsing.public_in_order(listed_of(visit.actor))
    place = Place("ingin/", _("My reading list"))
    return visit.feed(lists.whole(place, titles, visit.actor))


def borrow(request: HttpRequest, form: Form, slug: str) -> HttpResponse:
    """Borrows a title, or places a hold where all copies are lent; returns the entry in its new
    state. Idempotent.

    Apps follow an acquisition link with GET (OPDS 1.2, 5.3), so GET borrows as well, but only with
    the password or token of an app. DELETE returns the loan.
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
    """Returns a loan or cancels a hold; the response is the entry in its new state. Idempotent."""
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
    """Returns how many loans and holds the reader may still have (OPDS User Profile 1.0)."""
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
    """Returns the title with this slug, or the title that it was joined to, because its loans were
    moved and apps still have the old URL. Raises NotFound."""
    row = browsing.title_at(slug)
    while row.joined_to_id is not None:
        (row,) = rows.in_order([row.joined_to_id])
    return row


def _got(title_id: int, actor: Actor) -> bool:
    """Borrows or places a hold; returns False where the reader already had the loan or hold."""
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
    except CopyIsFree:  # a copy was returned in between
        services.borrow_at_a_pace(title_id=title_id, actor=actor)
