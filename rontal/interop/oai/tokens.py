"""Resumption tokens: all that is needed to go on, signed, so that nothing is kept here.

A token names the place after which a list goes on, not a page number: titles that come in or
change meanwhile shift nothing.
"""

from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core import signing

from rontal.interop.oai.arguments import Verb
from rontal.interop.oai.errors import Code, OaiError
from rontal.kernel import clock

LASTS: Final = timedelta(days=3)
LONGEST: Final = 1_000
_SALT: Final = "rontal.interop.oai"
_MICRO: Final = timedelta(microseconds=1)
_START: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Token:
    """Where a list goes on. `changed` and `id` are the last title told (microseconds, number);
    for sets `told` alone counts. `since` and `before` are microseconds, or None."""

    verb: str
    prefix: str = ""
    part: str = ""
    since: int | None = None
    before: int | None = None
    changed: int = 0
    id: int = 0
    told: int = 0
    total: int = 0


def sealed(token: Token) -> tuple[str, datetime]:
    """A token as it travels, and when it ends."""
    expires = clock.now() + LASTS
    text = signing.dumps([int(expires.timestamp()), *astuple(token)], salt=_SALT)
    return text, expires


def opened(text: str, verb: Verb) -> Token:
    """The token that this library gave out for this verb; raises OaiError."""
    try:
        expires, *values = signing.loads(text[:LONGEST], salt=_SALT)
    except signing.BadSignature:
        raise _bad("This is no token of this library.") from None
    if expires < clock.now().timestamp():
        raise _bad("The token has expired; start the list again.")
    token = Token(*values)
    if token.verb != verb:
        raise _bad("The token belongs to another verb.")
    return token


def number(moment: datetime | None) -> int | None:
    """A moment as microseconds; None stays None."""
    return None if moment is None else (moment - _START) // _MICRO


def moment(number: int | None) -> datetime | None:
    """The moment of `number`."""
    return None if number is None else _START + number * _MICRO


def _bad(sentence: str) -> OaiError:
    return OaiError(Code.BAD_RESUMPTION_TOKEN, sentence)
