"""Who a reading app reads for: what the Authorization header says, and nothing else. A cookie of
the browser opens no door here, so that no page of another site can act for whoever is signed in."""

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
from rontal.kernel.actors import Actor
from rontal.kernel.limits import Limit, spend

FAILURES: Final = Limit("opds.failure", 60, timedelta(minutes=10))
"""Wrong passwords from one network. Right ones are never counted: a school shares an address."""
LONGEST: Final = 1_000
VISITOR: Final = Actor.visitor()


class SignInNeeded(Exception):
    """The answer is the authentication document."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom an app reads for, and the network address that it asks from."""

    user_id: int
    address: str = ""

    @property
    def actor(self) -> Actor:
        """A person, whatever roles the account holds: apps borrow and read."""
        return Actor.person(self.user_id).at(self.address)


def reader_of(request: HttpRequest) -> Reader | None:
    """Whom the app reads for; None where it shows nothing.

    One query. Raises SignInNeeded for what opens nothing, TooMany after many of these,
    AccountClosed.
    """
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return None
    holder = holder_of(header)
    if holder is None:
        spend(FAILURES, client_address(request))
        raise SignInNeeded
    return Reader(admitted(holder).user_id, full_address(request))


def needed(request: HttpRequest) -> Reader:
    """As `reader_of`; raises SignInNeeded also where nothing is shown."""
    reader = reader_of(request)
    if reader is None:
        raise SignInNeeded
    return reader


def actor_of(reader: Reader | None) -> Actor:
    """Who asks: the reader, or a visitor."""
    return VISITOR if reader is None else reader.actor


def admitted(holder: Holder) -> Holder:
    """The holder, noted as seen today; raises AccountClosed."""
    if not holder.is_active:
        raise AccountClosed
    services.note_use(holder=holder)
    return holder


def checked(request: HttpRequest, password: str) -> Holder:
    """Whose password of an app this is. Raises TokenInvalid, AccountClosed, and TooMany after many
    wrong ones."""
    holder = holder_of_password(password)
    if holder is None:
        spend(FAILURES, client_address(request))
        raise TokenInvalid
    return admitted(holder)


def holder_of(header: str) -> Holder | None:
    """Who shows this: Basic with any name and the app's password, or a bearer token."""
    scheme, _space, given = header.partition(" ")
    if len(given) > LONGEST:
        return None
    if scheme.lower() == "bearer":
        return holder_of_token(given.strip())
    return holder_of_password(_password(given)) if scheme.lower() == "basic" else None


def _password(encoded: str) -> str:
    """The password of Basic credentials (RFC 7617). The name before it may be anything: families
    share an address, and the password alone tells who it is."""
    try:
        plain = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return plain.partition(":")[2]
