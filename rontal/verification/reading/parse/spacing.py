"""Spaces that a recogniser swallowed. It loses them often, but hardly ever makes one up: so a space
that any look saw stands, and some are put back where print hardly goes without."""

import re
from collections.abc import Iterable

from rontal.verification.reading.parse.looks import bare, breaks, broken
from rontal.verification.reading.parse.span import Passage, middles_of
from rontal.verification.reading.parse.vocabulary import HONORED_FIRST, NAME_PARTS

_ABBREVIATED = re.compile(
    r"\b(BR|JL|JLN|NO|GG|KP|DS|DSN|DK|LINGK|LK|PERUM|KOMP|BLK|KM|BTN|KEC|KEL|DESA|RT|RW|JEND|"
    r"H|HJ|DR|DRS|DRA|IR|PROF|KH|DRG|NY|TN|R|RA|RM)\.(?=[A-Z0-9])"
)
_DEGREE = re.compile(r",(?=[A-Z])")
WIDTHS = {
    **dict.fromkeys("IJ.,:;'|!()", 0.3), **dict.fromkeys("/-", 0.36), **dict.fromkeys("MW", 0.86),
    **dict.fromkeys("0123456789", 0.56), **dict.fromkeys("EFLTZSJ", 0.6),
}  # fmt: skip
USUAL_WIDTH = 0.68
WIDE_GAP = 0.17
"""Room between two letters (in heights of a letter's square) that may have been a space."""


def united(text: str, others: Iterable[str]) -> str:
    """The text with every space that another look at the same signs saw."""
    signs = bare(text)
    places = breaks(text)
    for other in others:
        if len(bare(other)) == len(signs):
            places |= breaks(other)
    return broken(signs, places)


def usual(text: str) -> str:
    """With the spaces that hardly any print leaves out: "BR. KAJA", "I MADE"."""
    spaced = _ABBREVIATED.sub(lambda found: f"{found[1]}. ", text)
    spaced = _DEGREE.sub(", ", spaced)
    return " ".join(_honored(word) for word in spaced.split(" "))


def suspicious(passage: Passage, text: str) -> bool:
    """True where a space may have been lost: two names in a word, or much room in it."""
    if any(len(word) > 15 or _two_names(word) for word in text.split(" ")):
        return True
    return any(
        _widest(span.text, middles_of(span.line)[span.start : span.end], _shape(span.line))
        > WIDE_GAP
        for span in passage.spans
    )


def _shape(line: object) -> float:
    width = getattr(line, "right", 0.0) - getattr(line, "left", 0.0)
    height = getattr(line, "height", 0.0)
    return width / height if height else 0.0


def _widest(text: str, middles: tuple[float, ...], shape: float) -> float:
    """The most room between two signs that have no space between them."""
    steps = [
        ((right - left) * shape, (_width(one) + _width(other)) / 2)
        for one, other, left, right in zip(text, text[1:], middles, middles[1:], strict=False)
        if " " not in (one, other)
    ]
    if len(steps) < 3:
        return 0.0
    square = sorted(room / width for room, width in steps)[len(steps) // 2]
    return max(room / square - width for room, width in steps) if square > 0 else 0.0


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
