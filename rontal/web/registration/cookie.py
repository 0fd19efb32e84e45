"""Signed cookie with the draft's id: never in a URL, HttpOnly, expiring."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from rontal.core.errors import NotFound
from rontal.membership.models import Draft
from rontal.membership.policies import MembershipPolicies
from rontal.membership.selectors import draft as draft_by_id
from rontal.web.signed_cookie import SignedCookie

PATH = "/daftar/"
DRAFT = SignedCookie("draf", PATH, lambda: MembershipPolicies.current().draft_days * 24 * 3600)
SENT = SignedCookie("terkirim", PATH, lambda: 24 * 3600)


def draft_of(request: HttpRequest) -> Draft | None:
    """Returns the valid draft of this browser; None where there is none or it has expired."""
    draft_id = draft_id_of(request)
    if draft_id is None:
        return None
    try:
        return draft_by_id(draft_id)
    except NotFound:
        return None


def draft_id_of(request: HttpRequest) -> UUID | None:
    """Returns the id in the cookie; None where the cookie is missing, altered or too old."""
    try:
        return UUID(DRAFT.read(request))
    except ValueError:
        return None


def set_draft_cookie(response: HttpResponse, draft: Draft) -> None:
    """Sets the cookie, for as long as drafts are stored."""
    DRAFT.set(response, str(draft.pk))


def delete_cookie(response: HttpResponse) -> None:
    DRAFT.delete(response)


def set_sent_cookie(response: HttpResponse, code: str) -> None:
    """Sets a cookie with the application's code for a day, for reopening the thank-you page."""
    SENT.set(response, code)


def sent_code(request: HttpRequest) -> str:
    """Returns the code of the application that this browser sent within a day, or ""."""
    return SENT.read(request)
