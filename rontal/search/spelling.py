"""Corrections of single words. No Django, no engine: callers pass in the known words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import log2
from typing import Final, NamedTuple

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE: Final = {
    letter: frozenset(
        near
        for row in _KEYS[max(0, number - 1) : number + 2]
        for near in row[max(0, place - 1) : place + 2]
    )
    for number, row_of in enumerate(_KEYS)
    for place, letter in enumerate(row_of)
}
"""Neighbouring keys of each letter on the keyboard, itself included."""
_VOWELS: Final = frozenset("aeiou")
_OLD: Final = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"), ("j", "y"),
)  # fmt: skip
"""Spelling before 1972 → after; names keep the old one."""
_SOUNDS: Final = (
    ("ch", "k"), ("c", "k"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("ph", "f"), ("v", "f"),
    ("v", "p"), ("f", "p"), ("th", "t"), ("sh", "sy"), ("kh", "h"), ("y", "i"), ("ie", "i"),
    ("ee", "i"), ("oo", "u"), ("z", "s"),
)  # fmt: skip
"""Foreign spelling → spelling by sound."""
MIN_LENGTH: Final = 4
LONG: Final = 7
MAX_LENGTH, MAX_PIECE_LENGTH, MAX_JOINED_LENGTH = 24, 16, 60
MAX_GUESSES: Final = 8
MAX_SOUNDALIKES: Final = 3
OLD, SOUND, DOUBLED = 3.0, 1.0, 1.0
SWAPPED, VOWEL, NEAR, ONE_LETTER, ANOTHER, APART, TWO = 0.9, 0.8, 0.8, 0.7, 0.5, 0.5, 0.2
"""Likelihood of each kind of difference: old spelling; spelling by sound; a letter doubled or
single; two letters swapped; another vowel, or a neighbouring key; a letter too many or too few;
another letter; a missing space; two typos."""
FIRST_LETTER: Final = 0.3
"""Factor for a different first letter, which is a rare typo."""
Known = Callable[[str], int]
"""Returns the number of titles that contain a word."""
SoundalikeLookup = Callable[[str], list[str]]
"""Returns the indexed words with a prefix."""


class Guess(NamedTuple):
    """Possible correction of a word: one word, or several with spaces between them. A higher
    `worth` is likelier."""

    text: str
    worth: float


class _Pieces(NamedTuple):
    """Split of a word into pieces: `fewer` is minus their number, `rarest` the number of titles of
    the rarest. Tuples compare, so the greatest is best."""

    fewer: int
    rarest: int
    text: str


def correct(word: str, known: Known, alike: SoundalikeLookup | None = None) -> str:
    """Returns the likeliest single word; "" where there is none."""
    return first_word(guesses(word, known, alike))


def first_word(guesses_in_order: Iterable[Guess]) -> str:
    """Returns the first guess that is a single word; "" where there is none."""
    return next((one.text for one in guesses_in_order if " " not in one.text), "")


def guesses(
    word: str, known: Known, alike: SoundalikeLookup | None = None, shortest: int = MIN_LENGTH
) -> list[Guess]:
    """Returns at most MAX_GUESSES corrections, likeliest first: words that differ by a typo, by old
    spelling or by sound, or two words without their space. With `alike`, and only where nothing
    else is found, also words that differ by sound and a typo, or long words with two typos.
    Otherwise the word is split into several."""
    if not shortest <= len(word) <= MAX_JOINED_LENGTH or not word.isascii():
        return []
    if len(word) > MAX_LENGTH:
        return _in_pieces(word, known)
    soundalikes = [other for other in _respelt(word, _SOUNDS) if _VOWELS & set(other)]
    likely = _typos(word) | dict.fromkeys(soundalikes, SOUND) | dict.fromkeys(_old(word), OLD)
    likely_guesses = _counted(word, likely, known)
    if alike is not None and not likely_guesses:
        likely_guesses = _distant_guesses(word, soundalikes, known, alike)
    likely_guesses += _missing_space_splits(word, known)
    return sorted(likely_guesses, key=lambda one: -one.worth)[:MAX_GUESSES] or _in_pieces(
        word, known
    )


def _distant_guesses(
    word: str, soundalikes: Sequence[str], known: Known, alike: SoundalikeLookup
) -> list[Guess]:
    guessed: list[Guess] = []
    for other in soundalikes[:MAX_SOUNDALIKES]:
        guessed += _counted(other, dict.fromkeys(_typos(other), TWO), known)
    if guessed or len(word) < LONG:
        return guessed
    near = [other for other in alike(word[:3]) if other != word and _within_two(word, other)]
    return _counted(word, dict.fromkeys(near, TWO), known)


def _counted(word: str, likely: Mapping[str, float], known: Known) -> list[Guess]:
    """Returns guesses for the candidates that are indexed; of equally likely ones the more common
    gets the higher worth."""
    counted = [(other, worth, n) for other, worth in likely.items() if (n := known(other))]
    return [
        Guess(other, worth * log2(1 + n) * (1 if other[0] == word[0] else FIRST_LETTER))
        for other, worth, n in counted
    ]


def _old(word: str) -> Iterator[str]:
    yield from _respelt(word, _OLD)
    modern = word
    for old, new in _OLD[:5]:
        modern = modern.replace(old, new)
    if modern != word:
        yield modern


def _respelt(word: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            if here in word:
                yield word.replace(here, there)


def _typos(word: str) -> dict[str, float]:
    """Returns the strings that differ by one typo, each with its likelihood."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    here = parts[:-1]
    another = {
        left + one + right[1:]: NEAR if one in _BESIDE.get(right[0], "") else ANOTHER
        for left, right in here
        for one in _LETTERS
    }
    missing = {left + one + right: ONE_LETTER for left, right in parts for one in _LETTERS}
    added = {left + right[1:]: ONE_LETTER for left, right in here}
    vowels = {
        left + one + right[1:]: VOWEL
        for left, right in here
        if right[0] in _VOWELS
        for one in _VOWELS
    }
    swapped = {left + right[1] + right[0] + right[2:]: SWAPPED for left, right in here[:-1]}
    doubled = {left + right[0] + right: DOUBLED for left, right in here}
    doubled |= {left + right[1:]: DOUBLED for left, right in here[:-1] if right[0] == right[1]}
    likely = another | missing | added | vowels | swapped | doubled
    likely.pop(word, None)
    likely.pop("", None)
    return likely


def _missing_space_splits(word: str, known: Known) -> Iterator[Guess]:
    """Yields splits into two words whose space is missing."""
    for place in range(2, len(word) - 1):
        left, right = word[:place], word[place:]
        rarer = min(known(left), known(right))
        if rarer:
            yield Guess(f"{left} {right}", APART * log2(1 + rarer))


def _in_pieces(word: str, known: Known) -> list[Guess]:
    """Returns a split into several words whose spaces are missing: the fewest pieces, and among
    those the one whose rarest word is most common."""
    best: list[_Pieces | None] = [_Pieces(0, 0, "")]
    for end in range(1, len(word) + 1):
        pieces: list[_Pieces] = []
        for start in range(max(0, end - MAX_PIECE_LENGTH), end):
            before, piece = best[start], word[start:end]
            if before and (end - start > 1 or piece == "a") and (titles := known(piece)):
                rarest = min(titles, before.rarest or titles)
                text = f"{before.text} {piece}".strip()
                pieces.append(_Pieces(before.fewer - 1, rarest, text))
        best.append(max(pieces, default=None))
    whole = best[-1]
    return [Guess(whole.text, APART * log2(1 + whole.rarest))] if whole else []


def _within_two(word: str, other: str) -> bool:
    """Returns True where the edit distance is at most two."""
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
