"""Codes that people read, say and type."""

import re

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
TICKET = re.compile(r"SRN-[A-HJ-KM-NP-Z2-9]{8}")
FOLLOW_LETTERS = 16
"""31 letters, 16 of them: 79 bits."""


def ticket_code(number: bytes) -> str:
    """The register's code from eight random bytes: SRN-7K2P9QWX. It is no secret."""
    return "SRN-" + _letters(number, 8)


def follow_code(number: bytes) -> str:
    """The secret code to follow a ticket, from at least 16 random bytes: K7QM-2XPD-9RTW-4HNB."""
    letters = _letters(number, FOLLOW_LETTERS)
    return "-".join(letters[at : at + 4] for at in range(0, FOLLOW_LETTERS, 4))


def typed(text: str) -> str:
    """A follow code as it was typed: without case, spaces, hyphens."""
    return re.sub(r"[\s\-–.]", "", text[:200]).upper()


def named_in(text: str) -> str:
    """The ticket's code that a subject or header names, or ""."""
    found = TICKET.search(text.upper())
    return found[0] if found else ""


def _letters(number: bytes, count: int) -> str:
    value, letters = int.from_bytes(number, "big"), []
    for _ in range(count):
        value, place = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
