"""Searches as they may have been meant: single words are guessed by `spelling`, here they are put
together. No Django."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import prod
from typing import Final, NamedTuple

from rontal.catalogue.search.spelling import Guess

MOST: Final = 12
"""So many readings are tried: each is a question to the index."""
MOST_WORDS: Final = 4
TOGETHER: Final = 4.0
"""What a space too many is worth, as guesses are."""
UNLIKELY: Final = 0.05
"""That a word is wrong which titles have, beside one that none has."""
Guesses = Callable[[str], Sequence[Guess]]
Known = Callable[[str], int]


class Reading(NamedTuple):
    """What stands for some of the words: one, two with a space between them, or nothing where a
    word has gone into the one before it."""

    instead: Mapping[str, str]
    worth: float

    def of(self, words: Sequence[str]) -> list[str]:
        """The words, read so."""
        return [part for word in words for part in self.instead.get(word, word).split()]


def readings(
    words: Sequence[str],
    unknown: Sequence[str],
    doubted: Sequence[str],
    guess: Guesses,
    known: Known,
) -> list[Reading]:
    """What the words may have been meant as, the likeliest first. All that are `unknown` are read
    anew, and at most one of the others that are `doubted`: no title has them together."""
    found = [one for one in _together(words, known) if one.instead.keys() >= set(unknown)]
    sure = [word for word in doubted if word not in unknown][:MOST_WORDS]
    if len(unknown) > MOST_WORDS:
        return found
    anew = [
        Reading(dict(zip(unknown, (one.text for one in chosen), strict=True)), worth)
        for chosen in product(*map(guess, unknown))
        if (worth := prod(one.worth for one in chosen))
    ]
    found += [one for one in anew if unknown]
    for word in sure:
        for one in guess(word):
            found += [
                Reading({**read.instead, word: one.text}, read.worth * one.worth * UNLIKELY)
                for read in anew
            ]
    return sorted(found, key=lambda one: -one.worth)[:MOST]


def _together(words: Sequence[str], known: Known) -> Iterator[Reading]:
    """Two words that were meant as one."""
    for left, right in pairwise(words):
        if known(left + right):
            yield Reading({left: left + right, right: ""}, TOGETHER)
