"""Search for the card in a photo, up to its rectified lines."""

from collections.abc import Iterator

import numpy as np

from idcard.pixels import Pixels
from idcard.reading.blocks import text_length
from idcard.reading.card_score import CARD_FROM, PERHAPS_FROM, card_score
from idcard.reading.engine import OcrEngine
from idcard.reading.locate import (
    COARSE_SIDE,
    Coarse,
    Located,
    detect_text,
    locate,
    other_candidates,
)
from idcard.reading.page import CardPage, read_page
from idcard.reading.plane import moved
from idcard.reading.rectify import FlatCard

DOUBTFUL_FROM = 0.6
"""Ratio of text beside or across a candidate to text along it that requires a closer check."""

CardCandidate = tuple[Located, CardPage]


def find_card(pixels: Pixels, engine: OcrEngine) -> tuple[Located | None, CardPage | None]:
    """Returns the card in a BGR photo and its lines; None twice where nothing is found."""
    return next(card_candidates(pixels, engine), (None, None))


def card_candidates(
    pixels: Pixels, engine: OcrEngine, side: int = COARSE_SIDE
) -> Iterator[CardCandidate]:
    """Yields candidates for the card in a BGR photo, likeliest first, each read on demand.

    Yields nothing where neither text nor an outline is found. `side` is the longer side in pixels
    at which text is detected.
    """
    coarse = detect_text(pixels, engine, side)
    located = locate(coarse)
    if located is None:
        return
    for place in _likeliest(coarse, located, pixels, engine):
        yield place, _read(pixels, place, engine)


def _read(pixels: Pixels, located: Located, engine: OcrEngine) -> CardPage:
    card = FlatCard.of(pixels, located.corners, located.shape)
    back = np.linalg.inv(card.matrix)
    boxes = [moved(back, np.asarray(quad, np.float64)) for quad in located.inside_quads]
    return read_page(card, boxes, engine)


def _likeliest(
    coarse: Coarse, located: Located, pixels: Pixels, engine: OcrEngine
) -> Iterator[Located]:
    """Yields the first candidate first, unless other text is more like a card."""
    first = card_score(pixels, located.along, engine) if _is_doubtful(located) else CARD_FROM
    if first < CARD_FROM:
        ranked = _ranked(other_candidates(coarse, located), pixels, engine)
        yield from (place for score, place in ranked if score > first)
        yield located
        return
    yield located
    yield from (place for _, place in _ranked(other_candidates(coarse, located), pixels, engine))


def _ranked(
    places: list[Located], pixels: Pixels, engine: OcrEngine
) -> list[tuple[float, Located]]:
    """Returns the candidates that are like a card, likeliest first."""
    scored = [(card_score(pixels, place.along, engine), place) for place in places]
    scored = [one for one in scored if one[0] >= PERHAPS_FROM]
    return sorted(scored, key=lambda one: -one[0])


def _is_doubtful(located: Located) -> bool:
    along = text_length(located.along)
    across = text_length(located.inside_quads) - along
    return text_length(located.outside_quads) + across > DOUBTFUL_FROM * along
