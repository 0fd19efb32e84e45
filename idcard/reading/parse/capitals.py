"""Distinction of labels and values by capital and small letters."""

from collections.abc import Sequence

from idcard.reading.lines import TextLine
from idcard.reading.parse.glyphs import is_digit, normalized
from idcard.reading.parse.labels import Label

MIN_LABELS = 3
"""Number of labels needed to determine how a card prints them."""
MIN_NUMBER_LENGTH = 6
"""Minimum number of digits of a card's number."""
LETTERS_OF_SIGNS = 4
"""Length up to which labels, such as NIK, are in capitals on all cards."""


def has_lowercase_labels(lines: Sequence[TextLine], labels: Sequence[Label | None]) -> bool:
    """Returns True where a card prints labels as "Kecamatan", not as "KECAMATAN"."""
    printed = [
        normalized(line.text)[label.start : label.end]
        for line, label in zip(lines, labels, strict=True)
        if label and not label.wrong and label.letters > LETTERS_OF_SIGNS
    ]
    return sum(not text.isupper() for text in printed) >= max(MIN_LABELS, 2 * len(printed) / 3)


def is_in_capitals(text: str, label: Label) -> bool:
    """Returns True for a value without a colon that resembles a label, such as "PEMALI"."""
    value = text[label.end :].strip()
    return bool(label.wrong) and text[label.start : label.end].isupper() and value[:1] != ":"


def is_house_number(text: str, label: Label) -> bool:
    """Returns True for an address line such as "NO. 7, MEKAR JAYA", not a card's number."""
    if text[label.start : label.end].strip(" .") != "NO" or ":" in text[label.end :][:2]:
        return False
    return sum(is_digit(char) for char in text[label.end :]) < MIN_NUMBER_LENGTH


def is_lowercase(text: str) -> bool:
    """Returns True for text in small letters, as labels are printed."""
    return sum(char.islower() for char in text) > sum(char.isupper() for char in text)
