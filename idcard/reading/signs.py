"""Signs of the photo as a whole, apart from those that follow from words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from idcard.kinds import IdentityKind
from idcard.reading.copy_signs import colourfulness, screen_pattern
from idcard.reading.lines import TextLine
from idcard.reading.locate import Located
from idcard.reading.model import Sign
from idcard.reading.outline import CARD_SHAPE, SHAPES
from idcard.reading.page import CardPage
from idcard.reading.plane import Vectors, shape_of
from idcard.reading.steepness import steepness

GREY_UNDER = 0.014
"""Limit of `colourfulness`, measured on cards drawn by bench/specimens.

With seeds 500 to 519 and 600 to 606 copies without colour have 0.0005 to 0.0077, the palest family
cards 0.024 and more, cards in bank-card format 0.04 and more.
"""
SCREEN_FROM = 4.5
"""Limit of `screen_pattern`, measured on the same cards.

Photos of screens have 5.6 to 6.4, all others up to 3.4. A screen so far out of focus that its waves
are gone is not detected (1.9).
"""
WORD_LETTERS, WORD_CERTAINTY = 3, 0.75
FEW_WORDS = 3
NEAR_BORDER = 0.004
"""Distance from the border, as a share of the photo, within which text continues outside."""
OUTSIDE, SHORT_OF = 0.03, 0.06
CERTAIN_SUPPORT = 0.8
CARD_LIKE = 0.14
IN_FOCUS = 0.2
"""Steepness of an outline in focus, measured on cards drawn by bench/specimens.

With seeds 50000 to 50012 and 51000 to 51007 sharp cards have 0.41 to 0.81, cards too blurred for
reading up to 0.16.
"""
MIN_LINES = 4
MAX_CLUTTER = 0.45
"""Largest fraction of edges; above it any quadrilateral has some visible outline."""

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MeasuredSigns:
    """Signs, and the measures behind them."""

    signs: frozenset[Sign]
    figures: Figures


def sign_without_text(located: Located, page: CardPage) -> Sign | None:
    """Returns NONE, WORDLESS or BACK without a readable card; None for a card with words."""
    readable_lines = readable(page.lines)
    if len(readable_lines) >= FEW_WORDS or (readable_lines and located.outline is not None):
        return None
    if len(located.inside_quads) >= MIN_LINES and _is_card_like(located):
        return Sign.WORDLESS
    return unnamed(located, page)


def unnamed(located: Located, page: CardPage) -> Sign:
    """Returns the sign for an object without words of a card.

    BACK where it looks like a card and is in focus, so that words would be readable; WORDLESS where
    it is out of focus; NONE where it does not look like a card.
    """
    if not _is_card_like(located):
        return Sign.NONE
    return Sign.BACK if steepness(page.card) >= IN_FOCUS else Sign.WORDLESS


def is_blank_side(page: CardPage, labels: float) -> bool:
    """Returns True for a side with hardly any words and no label."""
    return labels == 0 and len(readable(page.lines)) <= FEW_WORDS


def signs_of_card(located: Located, page: CardPage, kind: IdentityKind | None) -> MeasuredSigns:
    """Returns the signs of a card with words."""
    figures = {
        "colour": colourfulness(page.card),
        "screen": screen_pattern(page.card),
        "outline": located.outline.support if located.outline else 0.0,
        "turn": turn_of(page.card.corners),
        "certainty": _certainty(page.lines),
    }
    signs = {
        Sign.GREY: figures["colour"] < GREY_UNDER and kind is not IdentityKind.FAMILY_CARD,
        Sign.SCREEN: figures["screen"] >= SCREEN_FROM,
        Sign.TURNED: abs(figures["turn"]) > 45,
        Sign.CUT_OFF: is_cut_off(located, page),
    }
    return MeasuredSigns(frozenset(sign for sign, holds in signs.items() if holds), figures)


def readable(lines: Sequence[TextLine]) -> list[TextLine]:
    """Returns lines that certainly contain a word or number."""
    return [
        line
        for line in lines
        if line.word.certainty >= WORD_CERTAINTY
        and sum(letter.isalnum() for letter in line.text) >= WORD_LETTERS
    ]


def turn_of(corners: Vectors) -> float:
    """Returns the card's rotation in degrees clockwise (-180 to 180)."""
    along = corners[1] - corners[0] + corners[2] - corners[3]
    return float(np.degrees(np.arctan2(along[1], along[0])))


def is_cut_off(located: Located, page: CardPage) -> bool:
    """Returns True where part of the card is outside the photo.

    Text reaches the border, corners are outside, or a side is the photo's border although the
    card's shape requires more.
    """
    at_border = [line for line in readable(page.lines) if _touches_border(line)]
    if len(at_border) >= 2:
        return True
    if located.outline is None:
        return False
    height, width = page.card.photo.shape[:2]
    places = page.card.corners / (width, height)
    if (places < -OUTSIDE).any() or (places > 1 + OUTSIDE).any():
        return True
    framed = sum(located.outline.framed)
    shape = shape_of(located.corners)
    off = float(np.abs(np.log(SHAPES) - np.log(shape)).min())
    return 0 < framed < len(located.outline.framed) and off > SHORT_OF


def _touches_border(line: TextLine) -> bool:
    return any(
        not NEAR_BORDER < value < 1 - NEAR_BORDER
        for corner in line.place.corners
        for value in corner
    )


def _is_card_like(located: Located) -> bool:
    outline = located.outline
    if outline is None or outline.support < CERTAIN_SUPPORT or outline.clutter > MAX_CLUTTER:
        return False
    off = abs(abs(float(np.log(located.shape))) - float(np.log(CARD_SHAPE)))
    return off < CARD_LIKE and not any(outline.framed)


def _certainty(lines: Sequence[TextLine]) -> float:
    """Returns the mean certainty of all characters."""
    letters = sum(len(line.text) for line in lines)
    return sum(line.word.certainty * len(line.text) for line in lines) / max(1, letters)
