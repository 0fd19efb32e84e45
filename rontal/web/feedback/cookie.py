"""What a browser holds about complaints: the code to note down, and the ticket it has opened."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SENT, FOLLOWED = "saran_terkirim", "saran_lacak"
PATH = "/saran/"
SENT_SECONDS = 15 * 60
FOLLOWED_SECONDS = 60 * 60


def hold_sent(response: HttpResponse, code: str, follow_code: str) -> None:
    """Remembers for a quarter of an hour what is to be noted down."""
    _set(response, SENT, f"{code} {follow_code}", SENT_SECONDS)


def sent(request: HttpRequest) -> tuple[str, str] | None:
    """The ticket's code and the follow code of what this browser has just sent."""
    code, _, follow_code = _get(request, SENT, SENT_SECONDS).partition(" ")
    return (code, follow_code) if follow_code else None


def hold_ticket(response: HttpResponse, ticket_id: int) -> None:
    """Lets this browser see a ticket for an hour."""
    _set(response, FOLLOWED, str(ticket_id), FOLLOWED_SECONDS)


def ticket_id(request: HttpRequest) -> int | None:
    """The ticket that this browser has opened."""
    found = _get(request, FOLLOWED, FOLLOWED_SECONDS)
    return int(found) if found.isdigit() else None


def let_go(response: HttpResponse) -> None:
    """Forgets both."""
    for name in (SENT, FOLLOWED):
        response.delete_cookie(name, path=PATH, samesite="Lax")


def _get(request: HttpRequest, name: str, seconds: int) -> str:
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
