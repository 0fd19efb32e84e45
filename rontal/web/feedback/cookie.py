"""Signed cookies of feedback: the follow code just received, and the opened ticket."""

from django.http import HttpRequest, HttpResponse

from rontal.web.signed_cookie import SignedCookie

PATH = "/saran/"
SENT = SignedCookie("saran_terkirim", PATH, lambda: 15 * 60)
FOLLOWED = SignedCookie("saran_lacak", PATH, lambda: 60 * 60)


def set_sent_cookie(response: HttpResponse, code: str, follow_code: str) -> None:
    """Sets a cookie with the ticket code and the follow code, for 15 minutes."""
    SENT.set(response, f"{code} {follow_code}")


def sent_codes(request: HttpRequest) -> tuple[str, str] | None:
    """Returns the ticket code and the follow code that this browser received, or None."""
    code, _, follow_code = SENT.read(request).partition(" ")
    return (code, follow_code) if follow_code else None


def set_ticket_cookie(response: HttpResponse, ticket_id: int) -> None:
    """Sets a cookie that lets this browser open a ticket, for an hour."""
    FOLLOWED.set(response, str(ticket_id))


def ticket_id(request: HttpRequest) -> int | None:
    """Returns the id of the ticket that this browser opened, or None."""
    value = FOLLOWED.read(request)
    return int(value) if value.isdigit() else None


def delete_cookie(response: HttpResponse) -> None:
    """Deletes both cookies."""
    for cookie in (SENT, FOLLOWED):
        cookie.delete(response)
