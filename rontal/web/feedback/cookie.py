"""What a browser holds about complaints: the code to note down, and the ticket it has opened."""

from django.http import HttpRequest, HttpResponse

from rontal.web.signed_cookie import SignedCookie

PATH = "/saran/"
SENT = SignedCookie("saran_terkirim", PATH, lambda: 15 * 60)
FOLLOWED = SignedCookie("saran_lacak", PATH, lambda: 60 * 60)


def hold_sent(response: HttpResponse, code: str, follow_code: str) -> None:
    """Remembers for a quarter of an hour what is to be noted down."""
    SENT.give(response, f"{code} {follow_code}")


def sent(request: HttpRequest) -> tuple[str, str] | None:
    """The ticket's code and the follow code of what this browser has just sent."""
    code, _, follow_code = SENT.read(request).partition(" ")
    return (code, follow_code) if follow_code else None


def hold_ticket(response: HttpResponse, ticket_id: int) -> None:
    """Lets this browser see a ticket for an hour."""
    FOLLOWED.give(response, str(ticket_id))


def ticket_id(request: HttpRequest) -> int | None:
    """The ticket that this browser has opened."""
    found = FOLLOWED.read(request)
    return int(found) if found.isdigit() else None


def let_go(response: HttpResponse) -> None:
    """Forgets both."""
    for cookie in (SENT, FOLLOWED):
        cookie.take_away(response)
