"""Guardian's access in a browser's session: it lasts half an hour, and opens nothing else.

The session holds the keyed hash of the guardian's address. Which children that shows is read anew
for every page.
"""

from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest

from rontal.core import clock

KEY: Final = "guardian"
LASTS: Final = timedelta(minutes=30)
"""Time after the link is used; a phone may be handed to the child."""


def begin(request: HttpRequest, address: bytes) -> None:
    """Begins the access, under a new session key."""
    request.session.cycle_key()
    until = clock.now() + LASTS
    request.session[KEY] = {"address": address.hex(), "until": until.isoformat()}


def address_of(request: HttpRequest) -> bytes:
    """Returns the keyed hash of the guardian's address; b"" without access, or after its time."""
    known = request.session.get(KEY)
    if not known:
        return b""
    if datetime.fromisoformat(known["until"]) <= clock.now():
        end(request)
        return b""
    return bytes.fromhex(known["address"])


def until(request: HttpRequest) -> datetime | None:
    """Returns when the access ends; None without one."""
    return datetime.fromisoformat(request.session[KEY]["until"]) if address_of(request) else None


def end(request: HttpRequest) -> None:
    """Ends the access."""
    request.session.pop(KEY, None)
