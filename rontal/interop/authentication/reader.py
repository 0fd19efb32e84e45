"""Identifies the reader of an app by the Authorization header only. Session cookies are ignored, so
that a page of another site cannot act for a signed-in user."""

import base64
import binascii
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.http import HttpRequest

from rontal.accounts.address import client_address, full_address
from rontal.accounts.reading_apps import services
from rontal.accounts.reading_apps.errors import AccountClosed, TokenInvalid
from rontal.accounts.reading_apps.selectors import Holder, holder_of_password, holder_of_token
from rontal.core.actors import Actor
from rontal.core.limits import Limit, spend

FAILURES: Final = Limit("opds.failure", 60, timedelta(minutes=10))
"""Limit of wrong passwords per network; right ones do not count, as a school shares an address."""
MAX_CREDENTIALS_LENGTH: Final = 1_000
VISITOR: Final = Actor.visitor()


class SignInNeeded(Exception):
    """Sign-in is required; the response is the authentication document."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reader of an app, and the network address of the request."""

    user_id: int
    address: str = ""

    @property
    def actor(self) -> Actor:
        """Actor of the reader with no staff roles, whatever roles the account has."""
        return Actor.person(self.user_id).at(self.address)


def reader_of(request: HttpRequest) -> Reader | None:
    """Returns the reader of the app, None without an Authorization header.

    One query. Raises SignInNeeded for invalid credentials, TooMany after many of them,
    AccountClosed.
    """
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return None
    holder = holder_of(header)
    if holder is None:
        spend(FAILURES, client_address(request))
        raise SignInNeeded
    return Reader(record_use(holder).user_id, full_address(request))


def require_reader(request: HttpRequest) -> Reader:
    """Returns the reader like `reader_of`; without a header it raises SignInNeeded."""
    reader = reader_of(request)
    if reader is None:
        raise SignInNeeded
    return reader


def actor_of(reader: Reader | None) -> Actor:
    """Returns the actor of the reader, or the visitor without one."""
    return VISITOR if reader is None else reader.actor


def record_use(holder: Holder) -> Holder:
    """Records today as the day of last use and returns the holder. Raises AccountClosed."""
    if not holder.is_active:
        raise AccountClosed
    services.record_app_use(holder=holder)
    return holder


def holder_for_password(request: HttpRequest, password: str) -> Holder:
    """Returns the holder of an app password. Raises TokenInvalid, AccountClosed, and TooMany after
    many wrong ones."""
    holder = holder_of_password(password)
    if holder is None:
        spend(FAILURES, client_address(request))
        raise TokenInvalid
    return record_use(holder)


def holder_of(header: str) -> Holder | None:
    """Returns the holder for an Authorization header: Basic with any user name and the app
    password, or a bearer token; None where it is invalid."""
    scheme, _space, credentials = header.partition(" ")
    if len(credentials) > MAX_CREDENTIALS_LENGTH:
        return None
    if scheme.lower() == "bearer":
        return holder_of_token(credentials.strip())
    return holder_of_password(_password(credentials)) if scheme.lower() == "basic" else None


def _password(encoded: str) -> str:
    """Returns the password of Basic credentials (RFC 7617), "" where they are malformed. The user
    name is ignored: families share an e-mail address, and the app password alone identifies the
    reader."""
    try:
        plain = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return plain.partition(":")[2]
