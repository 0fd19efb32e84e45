"""Codes that people read, say and type."""

import re

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
TICKET = re.compile(r"SRN-[A-HJ-KM-NP-Z2-9]{8}")
FOLLOW_LETTERS = 16
"""Number of letters of a follow code; 16 of an alphabet of 31 make 79 bits."""


def ticket_code(number: bytes) -> str:
    """Returns the public code of a ticket from eight random bytes: SRN-7K2P9QWX."""
    return "SRN-" + _letters(number, 8)


def follow_code(number: bytes) -> str:
    """Returns the secret follow code from at least 16 random bytes: K7QM-2XPD-9RTW-4HNB."""
    letters = _letters(number, FOLLOW_LETTERS)
    return "-".join(letters[at : at + 4] for at in range(0, FOLLOW_LETTERS, 4))


def typed(text: str) -> str:
    """Normalizes a typed follow code: upper case without spaces, hyphens and dots."""
    return re.sub(r"[\s\-–.]", "", text[:200]).upper()


def named_in(text: str) -> str:
    """Returns the ticket code in a subject or header; "" for none."""
    found = TICKET.search(text.upper())
    return found[0] if found else ""


def _letters(number: bytes, count: int) -> str:
    value, letters = int.from_bytes(number, "big"), []
    for _ in range(count):
        value, place = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
