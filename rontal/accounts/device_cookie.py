"""Cookie of browsers that signed in before: which accounts a browser knows, and nothing else.

The cookie has one entry for each account that signed in with this browser: a random number, the
day, and a keyed hash over both, the account's id and its password hash. Only the library can tell
whether an entry belongs to an account, and a new password makes the entries of it worthless. It
signs nobody in: it only tells a person's own browser from those of strangers (OWASP, "Slow down
online guessing attacks with device cookies").
"""

import base64
import hmac
import secrets
from collections.abc import Callable, Iterable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rontal.accounts.models import User
from rontal.core import clock, sealing

NAME: Final = f"{settings.COOKIE_PREFIX}perangkat"
"""Over https no other host of the domain, and no page without https, can set it."""
DAYS: Final = 365
MAX_ACCOUNTS: Final = 5
"""Accounts that one browser remembers; the one that signed in longest ago gives way."""
NONCE_BYTES: Final = 12
DAY_BYTES: Final = 2
MAC_BYTES: Final = 16
ENTRY_BYTES: Final = NONCE_BYTES + DAY_BYTES + MAC_BYTES
_DUE: Final = "_remembers_browser_of"


def known_device(request: HttpRequest, users: Iterable[User]) -> str:
    """Returns the random number, in hexadecimal digits, of this browser for the first of the
    accounts that it knows; "" where it knows none of them.
    """
    entries = [one for one in _entries(request) if not _is_over(one)]
    found = (one for user in users for one in entries if _is_of(one, user))
    return next((one[:NONCE_BYTES].hex() for one in found), "")


def remember_browser(request: HttpRequest, user: User) -> None:
    """Makes the response of this request set the cookie for an account that has signed in."""
    setattr(request, _DUE, user)


def device_cookie(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that sets the cookie after a sign-in or a new password."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, _DUE, None)
        if user is not None:
            _set(response, [_new_entry(user), *_entries_of_others(request, user)])
        return response

    return middleware


def _set(response: HttpResponse, entries: list[bytes]) -> None:
    response.set_cookie(
        NAME,
        base64.urlsafe_b64encode(b"".join(entries[:MAX_ACCOUNTS])).decode(),
        max_age=DAYS * 86_400,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _entries(request: HttpRequest) -> list[bytes]:
    """Returns the entries of the browser's cookie, whether they are genuine or not."""
    try:
        raw = base64.b64decode(request.COOKIES.get(NAME, ""), altchars=b"-_", validate=True)
    except ValueError:
        return []
    if len(raw) % ENTRY_BYTES or len(raw) > MAX_ACCOUNTS * ENTRY_BYTES:
        return []
    return [raw[at : at + ENTRY_BYTES] for at in range(0, len(raw), ENTRY_BYTES)]


def _entries_of_others(request: HttpRequest, user: User) -> list[bytes]:
    """Returns the entries that are not of this account; nobody can tell whose they are."""
    return [one for one in _entries(request) if not _is_of(one, user) and not _is_over(one)]


def _new_entry(user: User) -> bytes:
    random = secrets.token_bytes(NONCE_BYTES) + _today().to_bytes(DAY_BYTES)
    return random + _macs(random, user)[0]


def _is_of(entry: bytes, user: User) -> bool:
    random, mac = entry[:-MAC_BYTES], entry[-MAC_BYTES:]
    return any(hmac.compare_digest(mac, one) for one in _macs(random, user))


def _is_over(entry: bytes) -> bool:
    day = int.from_bytes(entry[NONCE_BYTES : NONCE_BYTES + DAY_BYTES])
    return not _today() - DAYS <= day <= _today()


def _macs(random: bytes, user: User) -> list[bytes]:
    """Returns the keyed hashes of an entry under all hash keys, the active one first."""
    text = f"{user.pk}:{random.hex()}:{user.password}"
    hashes = sealing.keyed_hashes(text, purpose="accounts.device_cookie")
    return [one[:MAC_BYTES] for one in hashes]


def _today() -> int:
    """Returns the number of days since 1970."""
    return int(clock.now().timestamp()) // 86_400
