"""The draft's id in a signed cookie: never in an address, unreadable for script, expiring."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from rontal.kernel.errors import NotFound
from rontal.membership.models import Draft
from rontal.membership.selectors import draft as draft_by_id
from rontal.standard.selectors import library
from rontal.web.signed_cookie import SignedCookie

PATH = "/daftar/"
DRAFT = SignedCookie("draf", PATH, lambda: library().policies.draft_days * 24 * 3600)
SENT = SignedCookie("terkirim", PATH, lambda: 24 * 3600)


def draft_of(request: HttpRequest) -> Draft | None:
    """The living draft that this browser holds; None without one, or where it is over."""
    found = draft_id_of(request)
    if found is None:
        return None
    try:
        return draft_by_id(found)
    except NotFound:
        return None


def draft_id_of(request: HttpRequest) -> UUID | None:
    """The id in the cookie; None where the cookie is missing, altered or too old."""
    try:
        return UUID(DRAFT.read(request))
    except ValueError:
        return None


def hold_draft(response: HttpResponse, draft: Draft) -> None:
    """Gives the draft to this browser, for as long as drafts are kept."""
    DRAFT.give(response, str(draft.pk))


def let_go(response: HttpResponse) -> None:
    """Takes the draft from this browser."""
    DRAFT.take_away(response)


def hold_sent(response: HttpResponse, code: str) -> None:
    """Remembers for a day what was sent, so that the thank-you page can be opened again."""
    SENT.give(response, code)


def sent_code(request: HttpRequest) -> str:
    """The code of what this browser sent within a day, or ""."""
    return SENT.read(request)
