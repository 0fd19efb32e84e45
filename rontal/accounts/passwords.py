"""Passwords that are handed over on paper: easy to read and to type, hard to guess."""

import secrets

CONSONANTS, VOWELS = "bdgjklmnprst", "aeiou"
WORDS, SYLLABLES = 4, 2


def words_to_type() -> str:
    """Four short words such as `bako-tuni-lare-medo`: 47 bits, and no letter that looks like
    another."""
    return "-".join(_word() for _ in range(WORDS))


def _word() -> str:
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))
