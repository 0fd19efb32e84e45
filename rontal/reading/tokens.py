"""Tokens in addresses of book content, valid for one session and one loan.

A copied address does not work in another browser, account or loan. The token is a keyed hash and
reveals nothing about the session. It is a second check; the loan is checked as well.
"""

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Final

from rontal.core.sealing import keyed_hash

_BYTES: Final = 15
CACHE_SIZE: Final = 4_000
"""Size of a process's token cache."""


@lru_cache(CACHE_SIZE)
def token_of(loan_id: int, session: str) -> str:
    """Returns the URL-safe token of a loan in a session, 20 characters."""
    digest = keyed_hash(f"{loan_id}:{session}", purpose="content")
    return urlsafe_b64encode(digest[:_BYTES]).decode()


def fits(token: str, loan_id: int, session: str) -> bool:
    """Returns True where the token belongs to this loan and session."""
    return bool(session) and hmac.compare_digest(
        token.encode("utf-8", "replace"), token_of(loan_id, session).encode()
    )
