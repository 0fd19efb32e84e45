"""Limit of wrong passwords: strangers count together, a person's own browser counts alone.

The limit of a name is shared by everybody who types it, so that strangers can use it up. A browser
that signed in to the account before (`device_cookie`), and a person who is signed in and confirms
the password, have a limit of their own, of the same size. A passkey needs no password and has no
such limit.

An address that several people share has no limit of a known browser: each attempt tries the
password on all of their accounts, so that a relative could guess those of the others. They use
their member number, or wait.
"""

from collections.abc import Sequence
from typing import Any, Final

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from rontal.accounts.backends import candidates_for
from rontal.accounts.device_cookie import NAME, known_device
from rontal.accounts.models import User

APP: Final = "allauth.account"
STRANGERS: Final = "login_failed"
"""Limit by name and by network address (`ACCOUNT_RATE_LIMITS`)."""
KNOWN: Final = "login_failed_known"
"""Limit of one known browser, whatever its network address."""


def typed_name(credentials: dict[str, Any]) -> str:
    """Returns the name by which strangers' wrong passwords are counted. A confirmation has login
    name and address: the name means one account, the address perhaps those of a family.
    """
    name: str = credentials.get("username") or credentials.get("email") or ""
    return name.strip().lower()


def accounts_of(credentials: dict[str, Any]) -> Sequence[User]:
    """Returns the accounts that a typed name or address may mean; a family may share one."""
    name = typed_name(credentials)
    return candidates_for(name) if name and "\x00" not in name else []


def limit_of(request: HttpRequest, credentials: dict[str, Any]) -> tuple[str, str]:
    """Returns the limit, and the key by which it counts this attempt. One query for browsers with
    the cookie or a session, none for others.
    """
    user = request.user
    if NAME not in request.COOKIES and not user.is_authenticated:
        return STRANGERS, typed_name(credentials)
    users = accounts_of(credentials)
    if len(users) == 1 and user.is_authenticated and user == users[0]:
        return KNOWN, f"account-{user.pk}"
    device = known_device(request, users) if len(users) == 1 else ""
    if device:
        return KNOWN, f"account-{users[0].pk}-device-{device}"
    return STRANGERS, typed_name(credentials)


def lift(request: HttpRequest, user: User) -> None:
    """Lets everybody sign in to an account again whose password was reset. The limit of the network
    address stays.
    """
    rates = ratelimit.get_rates(app=APP, action=STRANGERS)
    for name in filter(None, (user.login_name.lower(), user.email.strip().lower())):
        for rate in (one for one in rates if one.per == "key"):
            key = ratelimit.get_cache_key(request, app=APP, action=STRANGERS, rate=rate, key=name)
            cache.delete(key)
