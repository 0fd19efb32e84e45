"""Words as they may have been meant. No Django, no engine: who asks knows which words there are."""

from collections.abc import Callable, Iterator
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_OLD: Final = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"), ("j", "y"),
)  # fmt: skip
"""Spelling of before 1972 → after; names keep the old one."""
SHORTEST: Final = 4
LONG: Final = 7
LONGEST: Final = 24
Known = Callable[[str], int]
"""In how many titles a word stands."""
Alike = Callable[[str], list[str]]
"""Words that begin so."""


def correct(word: str, known: Known, alike: Alike) -> str:
    """The commonest word that is one slip of the hand away, or the same in old spelling, or, of a
    long word, two slips; "" where there is none."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isascii():
        return ""
    for candidates in (_respelt(word), _one_slip(word)):
        counted = ((known(other), other) for other in candidates)
        best = max(counted, default=(0, ""), key=lambda pair: pair[0])
        if best[0]:
            return best[1]
    if len(word) < LONG:
        return ""
    near = [other for other in alike(word[:3]) if _within_two(word, other)]
    return max(near, default="", key=known)


def _respelt(word: str) -> Iterator[str]:
    for old, new in _OLD:
        for one, other in ((old, new), (new, old)):
            if one in word:
                yield word.replace(one, other)
    modern = word
    for old, new in _OLD[:5]:
        modern = modern.replace(old, new)
    if modern != word:
        yield modern


def _one_slip(word: str) -> set[str]:
    """A letter too many, too few, another one, or two that changed places."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    slips = {left + right[1:] for left, right in parts if right}
    slips |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    slips |= {left + letter + right[1:] for left, right in parts if right for letter in _LETTERS}
    slips |= {left + letter + right for left, right in parts for letter in _LETTERS}
    slips.discard(word)
    return slips


def _within_two(word: str, other: str) -> bool:
    """Whether at most two letters differ, are missing or are too many."""
    if abs(len(word) - len(other)) > 2:
        return False
    row = list(range(len(other) + 1))
    for number, letter in enumerate(word, 1):
        before, row[0] = row[0], number
        for place, theirs in enumerate(other, 1):
            change = before + (letter != theirs)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, change)
        if min(row) > 2:
            return False
    return row[-1] <= 2
