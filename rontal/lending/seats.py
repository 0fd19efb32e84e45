"""What a session is called where a loan is read on so many devices at once."""

from typing import Final

from rontal.kernel.sealing import keyed_hash

LETTERS: Final = 32


def seat_of(loan_id: int, session: str) -> str:
    """A word for a session in a loan: it tells nothing of the session, and is another one in each
    loan."""
    return keyed_hash(f"{loan_id}:{session}", purpose="sitting").hex()[:LETTERS]
