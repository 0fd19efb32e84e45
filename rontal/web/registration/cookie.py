"""The draft's id in a signed cookie: never in an address, unreadable for script, expiring."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from rontal.kernel.errors import NotFound
from rontal.membership.models import Draft
from rontal.membership.selectors import draft as draft_by_id
from rontal.standard.selectors import library

DRAFT = "draf"
SENT = "terkirim"
PATH = "/daftar/"
SENT_SECONDS = 24 * 3600


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
        return UUID(_signed(request, DRAFT, _draft_seconds()))
    except ValueError:
        return None


def hold_draft(response: HttpResponse, draft: Draft) -> None:
    """Gives the draft to this browser, for as long as drafts are kept."""
    _set(response, DRAFT, str(draft.pk), _draft_seconds())


def let_go(response: HttpResponse) -> None:
    """Takes the draft from this browser."""
    response.delete_cookie(DRAFT, path=PATH, samesite="Lax")


def hold_sent(response: HttpResponse, code: str) -> None:
    """Remembers for a day what was sent, so that the thank-you page can be opened again."""
    _set(response, SENT, code, SENT_SECONDS)


def sent_code(request: HttpRequest) -> str:
    """The code of what this browser sent within a day, or ""."""
    return _signed(request, SENT, SENT_SECONDS)


def _draft_seconds() -> int:
    return library().policies.draft_days * 24 * 3600


def _signed(request: HttpRequest, name: str, seconds: int) -> str:
    try:
        return str(request.get_signed_cookie(name, default="", salt=f"web.{name}", max_age=seconds))
    except signing.BadSignature:
        return ""


def _set(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=f"web.{name}",
        max_age=seconds,
        path=PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
