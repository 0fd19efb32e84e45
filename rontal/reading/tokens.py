"""The word in the addresses of a book's content: it opens them to one session and for one loan.

An address that was copied to another browser, account or loan opens nothing. The word says nothing
of the session: it is a keyed hash. It is a second lock, not the first: the loan is asked for too.
"""

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Final

from rontal.kernel.sealing import keyed_hash

_BYTES: Final = 15
MOST_KEPT: Final = 4_000
"""Words that a process remembers, of as many loans as are read at once."""


@lru_cache(MOST_KEPT)
def token_of(loan_id: int, session: str) -> str:
    """The word for a loan in a session, 20 letters that addresses may hold."""
    digest = keyed_hash(f"{loan_id}:{session}", purpose="content")
    return urlsafe_b64encode(digest[:_BYTES]).decode()


def fits(token: str, loan_id: int, session: str) -> bool:
    """True where the word is the one for this loan in this session."""
    return bool(session) and hmac.compare_digest(
        token.encode("utf-8", "replace"), token_of(loan_id, session).encode()
    )
