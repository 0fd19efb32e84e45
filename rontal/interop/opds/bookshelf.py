"""Views for a signed-in reader: bookshelf, borrowing, returning, holds."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rontal.accounts.selectors import names_of
from rontal.catalogue import browsing, rows
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.interop.authentication.reader import require_reader
from rontal.interop.opds import lists
from rontal.interop.opds.decorators import refuse_cross_site
from rontal.interop.opds.errors import TitleGone
from rontal.interop.opds.lists import Place
from rontal.interop.opds.versions import AppRequest, OpdsVersion
from rontal.interop.opds.webpub import PROFILE
from rontal.lending import selectors, services
from rontal.lending.errors import (
    AlreadyBorrowed,
    AlreadyWaiting,
    CopyIsFree,
    NoCopyFree,
    NotAMember,
)
from rontal.lending.reading_lists import listed_of
from rontal.lending.rules import HOLDS_AT_ONCE
from rontal.membership.selectors import member_of

CREATED = 201


def shelf(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns the loans and holds of the reader. Four queries for any number."""
    app_request = _signed_in(request, version)
    titles = rows.in_order(selectors.own_titles(app_request.actor))
    return app_request.feed(
        lists.single_page_feed(Place("rak/", _("My books")), titles, app_request.actor)
    )


def reading_list(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns the available titles of the reader's reading list. Four queries for any number."""
    app_request = _signed_in(request, version)
    titles = browsing.public_in_order(listed_of(app_request.actor))
    place = Place("ingin/", _("My reading list"))
    return app_request.feed(lists.single_page_feed(place, titles, app_request.actor))


def borrow(request: HttpRequest, version: OpdsVersion, slug: str) -> HttpResponse:
    """Borrows a title, or places a hold where all copies are lent; returns the entry in its new
    state. Idempotent.

    Apps follow an acquisition link with GET (OPDS 1.2, 5.3), so GET borrows as well, but only with
    the password or token of an app. DELETE returns the loan.
    """
    if request.method == "DELETE":
        return revoke(request, version, slug)
    refuse_cross_site(request)
    app_request = _signed_in(request, version)
    row = _title_at(slug)
    if row.state is not TitleState.PUBLIC:
        raise TitleGone
    fresh = _borrow_or_hold(row.id, app_request.actor)
    status = CREATED if fresh and request.method != "GET" else 200
    return app_request.publication(lists.publication(row, app_request.actor), status)


def revoke(request: HttpRequest, version: OpdsVersion, slug: str) -> HttpResponse:
    """Returns a loan or cancels a hold; the response is the entry in its new state. Idempotent."""
    refuse_cross_site(request)
    app_request = _signed_in(request, version)
    row = _title_at(slug)
    standing = selectors.availability_to(row.id, app_request.actor)
    if standing.loan_id is not None:
        services.return_loan(loan_id=standing.loan_id, actor=app_request.actor)
    elif standing.hold is not None:
        services.cancel_hold(hold_id=standing.hold.id, actor=app_request.actor)
    return app_request.publication(lists.publication(row, app_request.actor))


def profile(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns how many loans and holds the reader may still have (OPDS User Profile 1.0)."""
    app_request = _signed_in(request, version)
    user_id = app_request.actor.id or 0
    member = NotAMember.if_none(member_of(user_id))
    loans, holds = selectors.counts_of([member.pk])[member.pk]
    most = selectors.allowance_of(member).at_once
    content = {
        "name": names_of([user_id]).get(user_id, ""),
        "links": _links(request),
        "loans": {"total": most, "available": max(0, most - loans)},
        "holds": {"total": HOLDS_AT_ONCE, "available": max(0, HOLDS_AT_ONCE - holds)},
    }
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type=PROFILE)


def _links(request: HttpRequest) -> list[dict[str, str]]:
    site = f"{request.scheme}://{request.get_host()}"
    shelf_link = {
        "rel": "http://opds-spec.org/shelf",
        "href": f"{site}/opds/2/rak/",
        "type": "application/opds+json",
    }
    return [shelf_link, {"rel": "edit", "href": f"{site}/akun/data/", "type": "text/html"}]


def _signed_in(request: HttpRequest, version: OpdsVersion) -> AppRequest:
    return AppRequest(request, version, require_reader(request))


def _title_at(slug: str) -> Row:
    """Returns the title with this slug, or the title that it was joined to, because its loans were
    moved and apps still have the old URL. Raises NotFound."""
    row = browsing.title_by_slug(slug)
    while row.joined_to_id is not None:
        (row,) = rows.in_order([row.joined_to_id])
    return row


def _borrow_or_hold(title_id: int, actor: Actor) -> bool:
    """Borrows or places a hold; returns False where the reader already had the loan or hold."""
    try:
        try:
            services.borrow_within_limits(title_id=title_id, actor=actor)
        except NoCopyFree:
            _place_hold_or_borrow(title_id, actor)
    except (AlreadyBorrowed, AlreadyWaiting):
        return False
    return True


def _place_hold_or_borrow(title_id: int, actor: Actor) -> None:
    try:
        services.place_hold(title_id=title_id, actor=actor)
    except CopyIsFree:  # a copy was returned in between
        services.borrow_within_limits(title_id=title_id, actor=actor)
