"""Resumption tokens: signed, with the whole state of a list, so that the server stores none.

A token contains the last entry, not a page number, so that titles that are added or changed
meanwhile shift nothing.
"""

from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core import signing

from rontal.core import clock
from rontal.interop.oai.arguments import Verb
from rontal.interop.oai.errors import Code, OaiError

LIFETIME: Final = timedelta(days=3)
MAX_LENGTH: Final = 1_000
_SALT: Final = "rontal.interop.oai"
_MICRO: Final = timedelta(microseconds=1)
_START: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Token:
    """State of a list. `changed` and `id` are those of the last title listed (microseconds since
    1970, id); for sets only `listed`, the number of entries listed, is used. `since` and `before`
    are in microseconds, or None."""

    verb: str
    prefix: str = ""
    part: str = ""
    since: int | None = None
    before: int | None = None
    changed: int = 0
    id: int = 0
    listed: int = 0
    total: int = 0


def sign_token(token: Token) -> tuple[str, datetime]:
    """Returns a token as signed text, and the time when it expires."""
    expires = clock.now() + LIFETIME
    text = signing.dumps([int(expires.timestamp()), *astuple(token)], salt=_SALT)
    return text, expires


def read_token(text: str, verb: Verb) -> Token:
    """Returns the token of a signed text, checked for this verb. Raises OaiError."""
    try:
        expires, *values = signing.loads(text[:MAX_LENGTH], salt=_SALT)
    except signing.BadSignature:
        raise _bad_token("This is no token of this library.") from None
    if expires < clock.now().timestamp():
        raise _bad_token("The token has expired; start the list again.")
    token = Token(*values)
    if token.verb != verb:
        raise _bad_token("The token belongs to another verb.")
    return token


def microseconds_of(moment: datetime | None) -> int | None:
    """Returns a moment in microseconds since 1970; None for None."""
    return None if moment is None else (moment - _START) // _MICRO


def moment_of(number: int | None) -> datetime | None:
    """Returns the moment of a number of microseconds since 1970."""
    return None if number is None else _START + number * _MICRO


def _bad_token(sentence: str) -> OaiError:
    return OaiError(Code.BAD_RESUMPTION_TOKEN, sentence)
