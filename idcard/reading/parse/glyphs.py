"""Characters that are confused in reading, and edit distances of texts."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from idcard.reading.model import Repair

DIGITS: Mapping[str, str] = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "U": "0", "C": "0",
    "I": "1", "l": "1", "i": "1", "|": "1", "!": "1", "]": "1", "[": "1", "L": "1", "J": "1",
    "Z": "2", "z": "2", "A": "4", "S": "5", "s": "5", "$": "5", "G": "6", "b": "6",
    "T": "7", "?": "7", "B": "8", "&": "8", "g": "9", "q": "9", "P": "9",
}  # fmt: skip
"""Digit for each character that may be read in its place."""
OTHER_DIGITS: Mapping[str, str] = {
    "B": "6", "G": "9", "S": "8", "Z": "7", "T": "1", "A": "9", "D": "9", "b": "8", "J": "7"
}  # fmt: skip
"""Second choice of digit, for when other facts on the card support it."""
LETTERS: Mapping[str, str] = {
    "0": "O", "1": "I", "2": "Z", "4": "A", "5": "S", "6": "G", "8": "B", "9": "G",
    "|": "I", "!": "I", "l": "I", "$": "S", "€": "E", "[": "I", "]": "I",
}  # fmt: skip
"""Letter for each character that may be read in its place."""
ALIKE = ("o0qd", "i1l|![]tj", "z27", "s5$", "b86", "g69q", "uv", "ce", "mn", "hn")
_SIGNS = (("–—−‐‑_~", "-"), ("·•．。", "."), ("’‘`´", "'"), ("、，", ","))
_FOLDED = {"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "8": "b", "$": "s"}


def normalized(text: str) -> str:
    """Returns the text with wide or typographic characters replaced one by one."""
    return text if text.isascii() else "".join(_normalized_char(char) for char in text)


@lru_cache(maxsize=4096)
def _normalized_char(char: str) -> str:
    for signs, intended in _SIGNS:
        if char in signs:
            return intended
    decomposed = unicodedata.normalize("NFKD", char)
    decomposed = "".join(part for part in decomposed if part.isprintable())
    return decomposed[0] if decomposed else " "


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Returns only letters and digits, in lower case, with similar ones merged, for comparing."""
    return "".join(fold(char) for char in normalized(text))


@lru_cache(maxsize=4096)
def fold(char: str) -> str:
    """Returns a plain character in the form of `folded`; "" where it is dropped."""
    small = char.lower()
    if not (small.isalnum() or small in "|!$"):
        return ""
    return _FOLDED.get(small, small)[:1]


def is_digit(char: str) -> bool:
    """Returns True for 0 to 9 only."""
    return char in "0123456789"


def capitals(text: str) -> str:
    """Returns the text in capitals, with its length unchanged."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


def look_similar(one: str, other: str) -> bool:
    """Returns True for two characters that look similar in print."""
    first, second = one.lower(), other.lower()
    return first == second or any(first in group and second in group for group in ALIKE)


@lru_cache(maxsize=1024)
def masks(pattern: str) -> dict[str, int]:
    """Returns for each character its positions in the pattern, as bits."""
    positions: dict[str, int] = {}
    for place, char in enumerate(pattern):
        positions[char] = positions.get(char, 0) | (1 << place)
    return positions


def distances(pattern: str, text: str, *, anywhere: bool = False) -> list[int]:
    """Returns edit distances of the pattern from the text's beginnings of length 1, 2 and so on.

    With `anywhere` the match may start at any place of the text. Bit-parallel algorithm of Myers
    (1999) and Hyyrö.
    """
    width = len(pattern)
    full, top = (1 << width) - 1, 1 << (width - 1)
    where, plus, minus, score = masks(pattern), full, 0, width
    result = []
    for char in text:
        equal = where.get(char, 0)
        vertical = equal | minus
        across = (((equal & plus) + plus) ^ plus) | equal
        up, down = minus | ~(across | plus), plus & across
        score += (1 if up & top else 0) - (1 if down & top else 0)
        up = (up << 1) | (0 if anywhere else 1)
        plus = ((down << 1) | ~(vertical | up)) & full
        minus = up & vertical & full
        result.append(score)
    return result


@lru_cache(maxsize=16384)
def distance(one: str, other: str) -> int:
    """Returns the Levenshtein distance."""
    if not one or not other:
        return max(len(one), len(other))
    return distances(one, other)[-1]


def repairs(read: str, intended: str) -> tuple[Repair, ...]:
    """Returns the changes from what was read to `intended`, with places in `intended`.

    `uncorrected` reverses them, apart from upper and lower case.
    """
    if capitals(read) == intended:
        return ()
    changes, at = [], 0
    for was, is_ in _aligned(read, intended):
        if capitals(was) != is_:
            changes.append(Repair(at, was, is_))
        at += len(is_)
    return tuple(changes)


def uncorrected(text: str, applied: Sequence[Repair]) -> str:
    """Returns the text before the corrections."""
    for repair in reversed(applied):
        end = repair.place + len(repair.meant)
        text = text[: repair.place] + repair.read + text[end:]
    return text


def _aligned(read: str, intended: str) -> list[tuple[str, str]]:
    """Returns both texts aligned in pairs of characters, "" where one has none."""
    costs = [[0.0] * (len(intended) + 1) for _ in range(len(read) + 1)]
    for row in range(len(read) + 1):
        for column in range(len(intended) + 1):
            costs[row][column] = _cheapest(costs, read, intended, row, column)
    pairs, row, column = [], len(read), len(intended)
    while row or column:
        change = _change(read[row - 1], intended[column - 1]) if row and column else 9.0
        if row and column and costs[row][column] == costs[row - 1][column - 1] + change:
            row, column = row - 1, column - 1
            pairs.append((read[row], intended[column]))
        elif column and costs[row][column] == costs[row][column - 1] + 1:
            column -= 1
            pairs.append(("", intended[column]))
        else:
            row -= 1
            pairs.append((read[row], ""))
    return pairs[::-1]


def _cheapest(costs: list[list[float]], read: str, intended: str, row: int, column: int) -> float:
    if not row or not column:
        return float(row + column)
    return min(
        costs[row - 1][column - 1] + _change(read[row - 1], intended[column - 1]),
        costs[row][column - 1] + 1,
        costs[row - 1][column] + 1,
    )


def _change(was: str, is_: str) -> float:
    if capitals(was) == is_:
        return 0.0
    return 0.75 if look_similar(was, is_) else 1.5
