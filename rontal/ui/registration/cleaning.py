"""Normalisation of submitted text."""

import unicodedata

MAX_LENGTH = 500
# Controls, marks that turn the direction of writing, and other characters without a shape.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def cleaned(text: object) -> str:
    """Returns `text` normalised, without invisible characters, at most MAX_LENGTH long."""
    shortened = str(text)[: MAX_LENGTH * 2]
    spaced = "".join(" " if char in "\t\r\n" else char for char in shortened)
    visible = "".join(char for char in spaced if unicodedata.category(char) not in UNSEEN)
    return unicodedata.normalize("NFC", visible).strip()[:MAX_LENGTH]
