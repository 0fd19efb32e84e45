"""Generator of first passwords, which are printed on paper: easy to type, hard to guess."""

import secrets

CONSONANTS, VOWELS = "bdgjklmnprst", "aeiou"
WORDS, SYLLABLES = 4, 2


def typeable_password() -> str:
    """Returns four short words such as `bako-tuni-lare-medo`: 47 bits of entropy, no letters that
    look alike.
    """
    return "-".join(_random_word() for _ in range(WORDS))


def _random_word() -> str:
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))
