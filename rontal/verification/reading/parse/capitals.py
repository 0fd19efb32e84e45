"""Whether words are labels or values, by the letters in which a card prints them."""

from collections.abc import Sequence

from rontal.verification.reading.lines import TextLine
from rontal.verification.reading.parse.glyphs import is_digit, plain
from rontal.verification.reading.parse.labels import Label

FEWEST = 3
"""So many labels show how a card prints them."""
SHORTEST_NUMBER = 6
"""Digits of a number that a card bears."""
LETTERS_OF_SIGNS = 4
"""Labels of so few letters, such as NIK, are in capitals on all cards."""


def in_small_letters(lines: Sequence[TextLine], labels: Sequence[Label | None]) -> bool:
    """True where a card prints its labels as "Kecamatan", not as "KECAMATAN"."""
    printed = [
        plain(line.text)[label.start : label.end]
        for line, label in zip(lines, labels, strict=True)
        if label and not label.wrong and label.letters > LETTERS_OF_SIGNS
    ]
    return sum(not text.isupper() for text in printed) >= max(FEWEST, 2 * len(printed) / 3)


def is_in_capitals(text: str, label: Label) -> bool:
    """True for a value such as "PEMALI" that is nearly a label; a colon behind it makes it one."""
    rest = text[label.end :].strip()
    return bool(label.wrong) and text[label.start : label.end].isupper() and rest[:1] != ":"


def is_of_a_house(text: str, label: Label) -> bool:
    """True for "NO. 7, MEKAR JAYA", the second line of an address: a card's number is longer."""
    if text[label.start : label.end].strip(" .") != "NO" or ":" in text[label.end :][:2]:
        return False
    return sum(is_digit(char) for char in text[label.end :]) < SHORTEST_NUMBER


def is_in_small_letters(text: str) -> bool:
    """True for what is printed as labels are, not as values."""
    return sum(char.islower() for char in text) > sum(char.isupper() for char in text)
