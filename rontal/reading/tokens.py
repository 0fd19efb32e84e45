"""Tokens in addresses of book content, valid for one session and one loan.

A copied address does not work in another browser, account or loan. The token is a keyed hash and
reveals nothing about the session. It is a second check; the loan is checked as well.
"""

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Final

from rontal.core.sealing import keyed_hashes

_BYTES: Final = 15
CACHE_SIZE: Final = 4_000
"""Size of a process's token cache."""


def token_of(loan_id: int, session: str) -> str:
    """Returns the URL-safe token of a loan in a session, 20 characters."""
    return _tokens(loan_id, session)[0]


def fits(token: str, loan_id: int, session: str) -> bool:
    """Returns True where the token belongs to this loan and session."""
    given = token.encode("utf-8", "replace")
    tokens = _tokens(loan_id, session) if session else ()
    return any(hmac.compare_digest(given, one.encode()) for one in tokens)


@lru_cache(CACHE_SIZE)
def _tokens(loan_id: int, session: str) -> tuple[str, ...]:
    """Returns the tokens under all hash keys: an open book stays open when the key is rotated."""
    hashes = keyed_hashes(f"{loan_id}:{session}", purpose="content")
    return tuple(urlsafe_b64encode(one[:_BYTES]).decode() for one in hashes)
