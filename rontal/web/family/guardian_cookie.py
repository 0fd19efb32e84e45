"""Guardian's access in a browser: a signed cookie for the guardians' page alone.

It holds the number of the used link, by which the library ends the access, and the keyed hash of
the guardian's address. Nothing about the guardian is stored in a session of the library, where the
access of one person could outlive the erasure of another.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse

from rontal.membership.services import end_guardian_access
from rontal.membership.services.guardian_page import ACCESS_LASTS, Entered, is_guardian_access
from rontal.web.signed_cookie import SignedCookie

COOKIE: Final = SignedCookie("keluarga", "/keluarga/", lambda: int(ACCESS_LASTS.total_seconds()))


def begin(response: HttpResponse, entered: Entered) -> None:
    """Begins the access."""
    COOKIE.set(response, f"{entered.link_id}-{entered.address.hex()}")


def address_of(request: HttpRequest) -> bytes:
    """Returns the keyed hash of the guardian's address; b"" without access, or after its time. One
    query, none without the cookie.
    """
    link_id, _dash, address = COOKIE.read(request).partition("-")
    valid = address and is_guardian_access(link_id=int(link_id))
    return bytes.fromhex(address) if valid else b""


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Ends the access, in this browser and for a copy of its cookie."""
    link_id, _dash, _address = COOKIE.read(request).partition("-")
    if link_id:
        end_guardian_access(link_id=int(link_id))
    COOKIE.delete(response)
