"""Possible corrections of whole queries, combined from the guesses that `spelling` makes for single
words. No Django."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import prod
from typing import Final, NamedTuple

from rontal.search.spelling import Guess

MAX_READINGS_TRIED, MAX_DOUBTED_READINGS = 4, 8
"""Most readings that are tried, and most with a doubted word; each costs a query to the index."""
MAX_READINGS: Final = 2
"""Most readings that are combined with a doubted word."""
TOGETHER: Final = 4.0
"""Weight of a superfluous space, on the scale of `Guess.worth`."""
Guesses = Sequence[Guess]
Known = Callable[[str], int]


class Reading(NamedTuple):
    """Possible reading of a query: replacements for some words by one word, by two with a space, or
    by nothing where a word was merged into the one before."""

    instead: Mapping[str, str]
    worth: float

    def of(self, words: Sequence[str]) -> list[str]:
        """Returns the words with the replacements applied."""
        return [part for word in words for part in self.instead.get(word, word).split()]


def readings(words: Sequence[str], unknown: Mapping[str, Guesses], known: Known) -> list[Reading]:
    """Returns possible readings of the words in which all `unknown` ones are replaced by one of
    their guesses; the likeliest first."""
    possible = [one for one in _joined_words(words, known) if one.instead.keys() >= unknown.keys()]
    each = MAX_DOUBTED_READINGS // max(1, len(unknown)) + 1
    for chosen in product(*(some[:each] for some in unknown.values())) if unknown else ():
        instead = {word: one.text for word, one in zip(unknown, chosen, strict=True)}
        possible.append(Reading(instead, prod(one.worth for one in chosen)))
    return sorted(possible, key=_likelihood_key)[:MAX_READINGS_TRIED]


def readings_of_known_words(
    read: Sequence[Reading], doubted: Mapping[str, Guesses]
) -> list[Reading]:
    """Returns readings in which one known word is replaced as well, because no title has it
    together with the others."""
    possible = [
        Reading({**before.instead, word: one.text}, before.worth * one.worth)
        for before in read[:MAX_READINGS] or [Reading({}, 1)]
        for word, guesses in doubted.items()
        for one in guesses
    ]
    return sorted(possible, key=_likelihood_key)[:MAX_DOUBTED_READINGS]


def _likelihood_key(one: Reading) -> float:
    """Returns the sort key of readings: lower for likelier ones."""
    return -one.worth


def _joined_words(words: Sequence[str], known: Known) -> Iterator[Reading]:
    """Yields readings in which two adjacent words are one word."""
    for left, right in pairwise(words):
        if known(left + right):
            yield Reading({left: left + right, right: ""}, TOGETHER)
