"""Conversion of text printed in capitals on cards into mixed case: "Ni Wayan Sari, S.Pd."."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
UNCHANGED_WORDS = re.compile(r"R[TW]|BTN|K[KM]|S[EHS]|M[MH]|X{0,3}(?:I[XV]|V?I{1,3}|V|X)")


def as_written(text: str) -> str:
    """Capitalises each word; abbreviations and Roman numerals are unchanged."""
    return WORD.sub(lambda match: _capitalised(match[0]), text)


def _capitalised(word: str) -> str:
    return (
        word
        if UNCHANGED_WORDS.fullmatch(word) or len(word) == 1
        else word[0].upper() + word[1:].lower()
    )
