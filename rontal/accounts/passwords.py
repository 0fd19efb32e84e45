"""Generator of passwords that are given on paper: easy to read and type, hard to guess."""

import secrets

CONSONANTS, VOWELS = "bdgjklmnprst", "aeiou"
WORDS, SYLLABLES = 4, 2


def words_to_type() -> str:
    """Returns four short words such as `bako-tuni-lare-medo`: 47 bits of entropy, no letters that
    look alike.
    """
    return "-".join(_word() for _ in range(WORDS))


def _word() -> str:
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))
