"""Spaces that a recogniser swallowed. It loses them often, but hardly ever makes one up: so a space
that any look saw stands, and some are put back where print hardly goes without."""

import re
from collections.abc import Sequence

from rontal.verification.reading.lines import TextLine
from rontal.verification.reading.parse.looks import bare, breaks, broken
from rontal.verification.reading.parse.span import Passage, Span, middles_of
from rontal.verification.reading.parse.stops import SHORT
from rontal.verification.reading.parse.vocabulary import (
    ALONE,
    HONORED_FIRST,
    LONG_IN_ADDRESSES,
    NAME_PARTS,
)

_ABBREVIATED = re.compile(
    r"\b(BR|JL|JLN|NO|GG|KP|DS|DSN|DK|LINGK|LK|PERUM|KOMP|BLK|KM|BTN|KEC|KEL|DESA|RT|RW|JEND|"
    r"H|HJ|DR|DRS|DRA|IR|PROF|KH|DRG|NY|TN|R|RA|RM)\.(?=[A-Z0-9])"
)
_COMMA = re.compile(r"\b(BR|JL|JLN|NO|GG|KP|DSN|LINGK|KM),(?= ?[A-Z0-9])")
_NUMBERED = re.compile(r"(?:(?<=[A-Z]{3})|(?<=\d))(NO\. ?(?=\d)|GG\. ?(?=[A-Z0-9]))")
_CROWDED = re.compile(r"[A-Z]{2}\.?\d|\d[A-Z]{2}|[A-Z]{10}|[A-Z]BLOK$")
"""In an address: a number without a space before or behind it, or two words in one."""
_DEGREE = re.compile(r",(?=[A-Z])")
WIDTHS = {
    **dict.fromkeys("IJ.,:;'|!()", 0.3), **dict.fromkeys("/-", 0.36), **dict.fromkeys("MW", 0.86),
    **dict.fromkeys("0123456789", 0.56), **dict.fromkeys("EFLTZSJ", 0.6),
}  # fmt: skip
USUAL_WIDTH = 0.68
SOME_GAP, WIDE_GAP, TOO_WIDE = 0.05, 0.2, 0.5
"""Room between two letters, in heights of a letter's square, with which a space is believed, with
which one may have been lost, and which a word hardly ever has."""
RANKS = frozenset({
    "BRIGJEN", "IRJEN", "KAPT", "KAPTEN", "LETDA", "LETJEN", "LETKOL", "LETTU", "MAYJEN", "PANGDAM",
    "PERUM", "SERDA", "SERKA", "SERMA", "SERTU", "KOMPL", "JLN",
})  # fmt: skip
"""Further words that streets have with a full stop."""
SHORTEST_JOINED = 4
"""Letters of a name that may have lost the space behind it."""
LONGEST = 15
"""Letters of a word that may well be one."""


def united(text: str, others: Sequence[str], passage: Passage) -> str:
    """The text with the spaces that all other looks at the same signs saw, or one of them where
    there is room for it."""
    signs = bare(text)
    looks = [breaks(other) for other in others if len(bare(other)) == len(signs)]
    places = breaks(text)
    room = _room(passage, signs)
    for place in set().union(*looks) - places:
        votes = sum(place in look for look in looks)
        parts = _around(signs, place, places)
        if votes == len(others) or room.get(place, 0.0) > SOME_GAP or all(map(_is_known, parts)):
            places.add(place)
    return broken(signs, places)


def _around(signs: str, place: int, places: set[int]) -> tuple[str, str]:
    """The words before and after a place, were there a space."""
    before = max((other for other in places if other < place), default=0)
    after = min((other for other in places if other > place), default=len(signs))
    return signs[before:place], signs[place:after]


def _room(passage: Passage, signs: str) -> dict[int, float]:
    """The room before each sign of a passage of one line; empty for others."""
    if len(passage.spans) != 1:
        return {}
    span = passage.spans[0]
    middles = middles_of(span.line)[span.start : span.end]
    kept = [(char, at) for char, at in zip(span.text, middles, strict=True) if char != " "]
    text = "".join(char for char, _ in kept)
    extra = len(text) - len(signs)
    gaps = _gaps(text, [at for _, at in kept], _shape(span.line))
    return {place - extra: gap for place, gap in gaps.items() if place > extra}


def usual(text: str) -> str:
    """With the spaces that hardly any print leaves out: "BR. KAJA", "MELATI NO. 4", "I MADE"."""
    spaced = _ABBREVIATED.sub(lambda found: f"{found[1]}. ", _COMMA.sub(r"\1.", text))
    spaced = _NUMBERED.sub(lambda found: f" {found[1].rstrip()} ", spaced)
    spaced = _DEGREE.sub(", ", spaced)
    return " ".join(_honored(word) for word in spaced.split(" "))


def crowded(text: str) -> bool:
    """True for an address in which a space may have been lost that no look saw: names of streets
    stand on no list, so length and digits have to tell."""
    words = re.split(r"[^A-Z0-9.]+", text)
    return any(
        (_CROWDED.search(word) and word not in LONG_IN_ADDRESSES) or _ends_in_two(word)
        for word in words
    )


def _ends_in_two(word: str) -> bool:
    """True for a word before a full stop that is no abbreviation, as in "MADAGG."."""
    return word.endswith(".") and len(word) > SHORTEST_JOINED and word[:-1] not in RANKS | SHORT


def suspicious(passage: Passage, text: str) -> bool:
    """True where a space may have been lost: two names in a word, or much room in it."""
    if any(len(word) > LONGEST or _two_names(word) for word in text.split(" ")):
        return True
    return any(_widest(span) > WIDE_GAP for span in passage.spans)


def doubtful(passage: Passage, text: str, looks: Sequence[str]) -> bool:
    """True where looks at the same signs do not agree on a space, and no common names tell that it
    stands there or not; or where all of them may have lost one.

    All looks lose the same space rarely, and room tells little: half of all printed spaces leave
    less than a quarter of a square, which many pairs of letters leave too.
    """
    signs = bare(text)
    seen = [breaks(look) for look in looks if bare(look) == signs]
    words = _placed(text)
    if any(not _settled(place, words) for place in _disputed(seen)):
        return True
    if any(len(word) > LONGEST or _joined(word) for word in text.split(" ")):
        return True
    if all(_is_known(word) for word in text.split(" ")):
        return False
    return any(_widest(span) > TOO_WIDE for span in passage.spans)


def _disputed(seen: Sequence[set[int]]) -> set[int]:
    """The places that some looks have and others do not."""
    if not seen:
        return set()
    return set().union(*seen) - seen[0].intersection(*seen[1:])


def _placed(text: str) -> list[tuple[int, str]]:
    """The words, each with the number of signs before it."""
    found, count = [], 0
    for word in text.split(" "):
        found.append((count, word))
        count += len(word)
    return found


def _settled(place: int, words: Sequence[tuple[int, str]]) -> bool:
    """True where known names stand on both sides of a place, or one across it; and at marks, where
    a space tells nothing."""
    before = next((word for start, word in words if start + len(word) == place), "")
    after = next((word for start, word in words if start == place), "")
    if before and after:
        marked = not (before[-1].isalnum() and after[0].isalnum())
        return marked or (_is_known(before) and _is_known(after))
    return any(start < place < start + len(word) and _is_known(word) for start, word in words)


def _is_known(word: str) -> bool:
    return word.strip(".,") in NAME_PARTS or word in ("I", "NI", *HONORED_FIRST)


def _joined(word: str) -> bool:
    """True for two names without a space between: known ones, or any before one of `ALONE`."""
    if len(word) < 6 or word in NAME_PARTS:
        return False
    if any(word[SHORTEST_JOINED:].endswith(end) for end in ALONE):
        return True
    return any(word[:cut] in NAME_PARTS and word[cut:] in NAME_PARTS for cut in range(3, len(word)))


def _shape(line: TextLine) -> float:
    return (line.right - line.left) / line.height if line.height > 0 else 0.0


def _widest(span: Span) -> float:
    """The most room between two signs that have no space between them."""
    middles = middles_of(span.line)[span.start : span.end]
    return max(_gaps(span.text, middles, _shape(span.line)).values(), default=0.0)


def _gaps(text: str, middles: Sequence[float], shape: float) -> dict[int, float]:
    """Before which sign how much room is left over, in squares of a letter's height."""
    steps = {
        place: ((middles[place] - middles[place - 1]) * shape,
                (_width(text[place - 1]) + _width(text[place])) / 2)
        for place in range(1, len(text))
        if " " not in text[place - 1 : place + 1]
    }  # fmt: skip
    if len(steps) < 3:
        return {}
    square = sorted(room / width for room, width in steps.values())[len(steps) // 2]
    if square <= 0:
        return {}
    return {place: room / square - width for place, (room, width) in steps.items()}


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
