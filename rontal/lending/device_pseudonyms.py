"""Pseudonym of a session in a loan, for limiting devices."""

from typing import Final

from rontal.core.lasting_hashes import lasting_hash

PSEUDONYM_LENGTH: Final = 32


def device_pseudonym(loan_id: int, session: str) -> str:
    """Returns a keyed hash of a session, different in each loan."""
    return lasting_hash(f"{loan_id}:{session}", purpose="sitting").hex()[:PSEUDONYM_LENGTH]
