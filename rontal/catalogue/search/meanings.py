"""Searches as they may have been meant: single words are guessed by `spelling`, here they are put
together. No Django."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import prod
from typing import Final, NamedTuple

from rontal.catalogue.search.spelling import Guess

MOST, MOST_DOUBTS = 4, 8
"""So many readings are tried, and so many with a doubted word: each is a question to the index."""
MOST_BESIDE: Final = 2
"""So many of them with a doubted word besides."""
TOGETHER: Final = 4.0
"""What a space too many is worth, as guesses are."""
Guesses = Sequence[Guess]
Known = Callable[[str], int]


class Reading(NamedTuple):
    """What stands for some of the words: one, two with a space between them, or nothing where a
    word has gone into the one before it."""

    instead: Mapping[str, str]
    worth: float

    def of(self, words: Sequence[str]) -> list[str]:
        """The words, read so."""
        return [part for word in words for part in self.instead.get(word, word).split()]


def readings(words: Sequence[str], unknown: Mapping[str, Guesses], known: Known) -> list[Reading]:
    """What the words may have been meant as where all that are `unknown` are read anew, each as
    one of its guesses; the likeliest first."""
    found = [one for one in _together(words, known) if one.instead.keys() >= unknown.keys()]
    each = MOST_DOUBTS // max(1, len(unknown)) + 1
    for chosen in product(*(some[:each] for some in unknown.values())) if unknown else ():
        instead = {word: one.text for word, one in zip(unknown, chosen, strict=True)}
        found.append(Reading(instead, prod(one.worth for one in chosen)))
    return sorted(found, key=_worth)[:MOST]


def doubts(read: Sequence[Reading], doubted: Mapping[str, Guesses]) -> list[Reading]:
    """The same where one word is read anew that titles have, but none with the others."""
    found = [
        Reading({**before.instead, word: one.text}, before.worth * one.worth)
        for before in read[:MOST_BESIDE] or [Reading({}, 1)]
        for word, guesses in doubted.items()
        for one in guesses
    ]
    return sorted(found, key=_worth)[:MOST_DOUBTS]


def _worth(one: Reading) -> float:
    """The likelier, the lower: by it readings are put in order."""
    return -one.worth


def _together(words: Sequence[str], known: Known) -> Iterator[Reading]:
    """Two words that were meant as one."""
    for left, right in pairwise(words):
        if known(left + right):
            yield Reading({left: left + right, right: ""}, TOGETHER)
