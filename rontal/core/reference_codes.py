"""Codes that people read, say and type: reference numbers, and secrets by which a person follows a
matter without signing in. Pure functions.
"""

import re

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
FOLLOW_CODE_LENGTH = 16
"""Number of letters of a follow code; 16 of an alphabet of 31 make 79 bits."""


def reference_code(prefix: str, number: bytes) -> str:
    """Returns the public code of a matter from eight random bytes: SRN-7K2P9QWX."""
    return f"{prefix}-{_encode(number, 8)}"


def follow_code(number: bytes) -> str:
    """Returns the secret follow code from at least 16 random bytes: K7QM-2XPD-9RTW-4HNB."""
    code = _encode(number, FOLLOW_CODE_LENGTH)
    return "-".join(code[at : at + 4] for at in range(0, FOLLOW_CODE_LENGTH, 4))


def normalize_follow_code(text: str) -> str:
    """Normalizes a typed follow code: upper case without spaces, hyphens and dots."""
    return re.sub(r"[\s\-–.]", "", text[:200]).upper()


def _encode(number: bytes, count: int) -> str:
    value, characters = int.from_bytes(number, "big"), []
    for _ in range(count):
        value, place = divmod(value, len(ALPHABET))
        characters.append(ALPHABET[place])
    return "".join(characters)
