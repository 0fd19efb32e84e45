"""Restoration of lost spaces.

A recogniser often loses spaces, but hardly ever invents one. A space in any reading is trusted, and
some are inserted where print hardly goes without.
"""

import re
from collections.abc import Sequence

from idcard.reading.lines import TextLine
from idcard.reading.parse.full_stops import SHORT
from idcard.reading.parse.line_readings import breaks, broken, compact
from idcard.reading.parse.span import Passage, Span, middles_of
from idcard.reading.parse.vocabulary import ALONE, HONORED_FIRST, LONG_IN_ADDRESSES, NAME_PARTS

_ABBREVIATED = re.compile(
    r"\b(BR|JL|JLN|NO|GG|KP|DS|DSN|DK|LINGK|LK|PERUM|KOMP|BLK|KM|BTN|KEC|KEL|DESA|RT|RW|JEND|"
    r"H|HJ|DR|DRS|DRA|IR|PROF|KH|DRG|NY|TN|R|RA|RM)\.(?=[A-Z0-9])"
)
_COMMA = re.compile(r"\b(BR|JL|JLN|NO|GG|KP|DSN|LINGK|KM),(?= ?[A-Z0-9])")
_NUMBERED = re.compile(r"(?:(?<=[A-Z]{3})|(?<=\d))(NO\. ?(?=\d)|GG\. ?(?=[A-Z0-9]))")
_CROWDED = re.compile(r"[A-Z]{2}\.?\d|\d[A-Z]{2}|[A-Z]{10}|[A-Z]BLOK$")
"""Signs of a lost space in an address: one next to a number, or between two words."""
_DEGREE = re.compile(r",(?=[A-Z])")
WIDTHS = {
    **dict.fromkeys("IJ.,:;'|!()", 0.3), **dict.fromkeys("/-", 0.36), **dict.fromkeys("MW", 0.86),
    **dict.fromkeys("0123456789", 0.56), **dict.fromkeys("EFLTZSJ", 0.6),
}  # fmt: skip
USUAL_WIDTH = 0.68
SOME_GAP, WIDE_GAP, TOO_WIDE = 0.05, 0.2, 0.5
"""Gaps between letters, in widths of a square letter.

From the first on a space is believed, from the second one may be lost, and the third hardly occurs
within a word.
"""
RANKS = frozenset({
    "BRIGJEN", "IRJEN", "KAPT", "KAPTEN", "LETDA", "LETJEN", "LETKOL", "LETTU", "MAYJEN", "PANGDAM",
    "PERUM", "SERDA", "SERKA", "SERMA", "SERTU", "KOMPL", "JLN",
})  # fmt: skip
"""Further words that are abbreviated with a full stop in streets."""
MIN_JOINED_LENGTH = 4
"""Length of a name that may have lost the space behind it."""
MAX_SINGLE_WORD_LENGTH = 15
"""Length up to which a word may be a single one."""


def with_spaces(text: str, others: Sequence[str], passage: Passage) -> str:
    """Returns the text with spaces added from other readings of the same characters.

    A space is added where all other readings have it, or one of them and there is room for it.
    """
    signs = compact(text)
    readings = [breaks(other) for other in others if len(compact(other)) == len(signs)]
    places = breaks(text)
    gaps = _gaps_in_line(passage, signs)
    for place in set().union(*readings) - places:
        votes = sum(place in reading for reading in readings)
        parts = _around(signs, place, places)
        if votes == len(others) or gaps.get(place, 0.0) > SOME_GAP or all(map(_is_known, parts)):
            places.add(place)
    return broken(signs, places)


def _around(signs: str, place: int, places: set[int]) -> tuple[str, str]:
    """Returns the words before and after a place, if there were a space."""
    before = max((other for other in places if other < place), default=0)
    after = min((other for other in places if other > place), default=len(signs))
    return signs[before:place], signs[place:after]


def _gaps_in_line(passage: Passage, signs: str) -> dict[int, float]:
    """Returns the gap before each character of a passage in one line; empty for others."""
    if len(passage.spans) != 1:
        return {}
    span = passage.spans[0]
    middles = middles_of(span.line)[span.start : span.end]
    positions = [(char, at) for char, at in zip(span.text, middles, strict=True) if char != " "]
    text = "".join(char for char, _ in positions)
    extra = len(text) - len(signs)
    gaps = _gaps(text, [at for _, at in positions], _shape(span.line))
    return {place - extra: gap for place, gap in gaps.items() if place > extra}


def usual(text: str) -> str:
    """Inserts spaces that print hardly ever omits: "BR. KAJA", "MELATI NO. 4", "I MADE"."""
    spaced = _ABBREVIATED.sub(lambda match: f"{match[1]}. ", _COMMA.sub(r"\1.", text))
    spaced = _NUMBERED.sub(lambda match: f" {match[1].rstrip()} ", spaced)
    spaced = _DEGREE.sub(", ", spaced)
    return " ".join(_honored(word) for word in spaced.split(" "))


def crowded(text: str) -> bool:
    """Returns True for an address in which every reading may have lost a space.

    Street names are on no list, so length and digits decide.
    """
    words = re.split(r"[^A-Z0-9.]+", text)
    return any(
        (_CROWDED.search(word) and word not in LONG_IN_ADDRESSES) or _ends_in_two(word)
        for word in words
    )


def _ends_in_two(word: str) -> bool:
    """Returns True for a word before a full stop that is no abbreviation, as in "MADAGG."."""
    return word.endswith(".") and len(word) > MIN_JOINED_LENGTH and word[:-1] not in RANKS | SHORT


def suspicious(passage: Passage, text: str) -> bool:
    """Returns True where a space may be lost: two names in a word, or a wide gap in it."""
    if any(len(word) > MAX_SINGLE_WORD_LENGTH or _two_names(word) for word in text.split(" ")):
        return True
    return any(_widest(span) > WIDE_GAP for span in passage.spans)


def doubtful(passage: Passage, text: str, readings: Sequence[str]) -> bool:
    """Returns True where readings disagree on a space, or all of them may have lost one.

    A disagreement is settled where common names show the right form. All readings rarely lose the
    same space, and gaps prove little: half of all printed spaces are narrower than a quarter of a
    square, as are gaps between many pairs of letters.
    """
    signs = compact(text)
    breaks_of_readings = [breaks(reading) for reading in readings if compact(reading) == signs]
    words = _placed(text)
    if any(not _settled(place, words) for place in _disputed(breaks_of_readings)):
        return True
    if any(len(word) > MAX_SINGLE_WORD_LENGTH or _joined(word) for word in text.split(" ")):
        return True
    if all(_is_known(word) for word in text.split(" ")):
        return False
    return any(_widest(span) > TOO_WIDE for span in passage.spans)


def _disputed(breaks_of_readings: Sequence[set[int]]) -> set[int]:
    """Returns the places of spaces that only some readings have."""
    if not breaks_of_readings:
        return set()
    return set().union(*breaks_of_readings) - breaks_of_readings[0].intersection(
        *breaks_of_readings[1:]
    )


def _placed(text: str) -> list[tuple[int, str]]:
    """Returns the words, each with the number of characters before it."""
    placed, count = [], 0
    for word in text.split(" "):
        placed.append((count, word))
        count += len(word)
    return placed


def _settled(place: int, words: Sequence[tuple[int, str]]) -> bool:
    """Returns True where known names decide about a space at a place.

    They are on both sides of it, or one spans it; or the place is next to punctuation.
    """
    before = next((word for start, word in words if start + len(word) == place), "")
    after = next((word for start, word in words if start == place), "")
    if before and after:
        marked = not (before[-1].isalnum() and after[0].isalnum())
        return marked or (_is_known(before) and _is_known(after))
    return any(start < place < start + len(word) and _is_known(word) for start, word in words)


def _is_known(word: str) -> bool:
    return word.strip(".,") in NAME_PARTS or word in ("I", "NI", *HONORED_FIRST)


def _joined(word: str) -> bool:
    """Returns True for two names without a space: known ones, or any before one of `ALONE`."""
    if len(word) < 6 or word in NAME_PARTS:
        return False
    if any(word[MIN_JOINED_LENGTH:].endswith(end) for end in ALONE):
        return True
    return any(word[:cut] in NAME_PARTS and word[cut:] in NAME_PARTS for cut in range(3, len(word)))


def _shape(line: TextLine) -> float:
    return (line.right - line.left) / line.height if line.height > 0 else 0.0


def _widest(span: Span) -> float:
    """Returns the widest gap between two characters without a space between them."""
    middles = middles_of(span.line)[span.start : span.end]
    return max(_gaps(span.text, middles, _shape(span.line)).values(), default=0.0)


def _gaps(text: str, middles: Sequence[float], shape: float) -> dict[int, float]:
    """Returns the gap before each character, in widths of a square letter."""
    steps = {
        place: ((middles[place] - middles[place - 1]) * shape,
                (_width(text[place - 1]) + _width(text[place])) / 2)
        for place in range(1, len(text))
        if " " not in text[place - 1 : place + 1]
    }  # fmt: skip
    if len(steps) < 3:
        return {}
    square = sorted(gap / width for gap, width in steps.values())[len(steps) // 2]
    if square <= 0:
        return {}
    return {place: gap / square - width for place, (gap, width) in steps.items()}


def _width(sign: str) -> float:
    return WIDTHS.get(sign.upper(), USUAL_WIDTH)


def _two_names(word: str) -> bool:
    if len(word) < 6 or word in NAME_PARTS:
        return False
    return any(
        word[:cut] in NAME_PARTS and (word[cut:] in NAME_PARTS or len(word) > 11)
        for cut in range(3, len(word) - 2)
    )


def _honored(word: str) -> str:
    for opening in ("I", "NI"):
        if word.startswith(opening) and word[len(opening) :] in HONORED_FIRST:
            return f"{opening} {word[len(opening) :]}"
    return word
