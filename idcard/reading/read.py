"""Reading of a card from its photo."""

from collections.abc import Iterator
from itertools import islice

from idcard.geometry import Quad
from idcard.kinds import IdentityKind
from idcard.pixels import Pixels
from idcard.reading.card_search import card_candidates
from idcard.reading.engine import OcrEngine
from idcard.reading.locate import COARSE_SIDE, Located
from idcard.reading.model import CardReading, Field, Sign
from idcard.reading.page import CardPage, upside_down
from idcard.reading.parse import Parsed, parse
from idcard.reading.second_card import is_second
from idcard.reading.signs import (
    MeasuredSigns,
    is_blank_side,
    sign_without_text,
    signs_of_card,
    unnamed,
)

ATTEMPTS_PER_SIDE = {COARSE_SIDE: 3, 2 * COARSE_SIDE: 2}
"""Sizes of the photo for text detection, with the number of candidates read at each.

Small print in the dark is found only at the second size.
"""

IDENTIFYING = frozenset({Field.NAME, Field.NUMBER})
WORTH_TURNING = 8
"""Minimum number of lines for a second try upside down."""


def read_card(pixels: Pixels, engine: OcrEngine) -> CardReading:
    """Reads the card in a BGR photo (uint8, height × width × 3), with signs of the whole photo.

    The long side is at most about 2000 pixels. Never raises for any image; an image without a card
    has Sign.NONE.
    """
    best: CardReading | None = None
    for side, most in ATTEMPTS_PER_SIDE.items():
        for reading in _readings(pixels, engine, side, most):
            if _is_complete(reading):
                return reading
            if best is None or _completeness(reading) > _completeness(best):
                best = reading
        if best is not None and Sign.ONLY_TEXT in best.signs:
            break
    return best or CardReading(signs=frozenset({Sign.NONE}))


def _readings(pixels: Pixels, engine: OcrEngine, side: int, most: int) -> Iterator[CardReading]:
    """Yields the reading of every candidate, and of the likeliest one also upside down."""
    for number, (located, page) in enumerate(islice(card_candidates(pixels, engine, side), most)):
        reading = _read(located, page, engine)
        yield reading
        worthwhile = len(page.lines) >= WORTH_TURNING and Sign.ONLY_TEXT not in reading.signs
        if number == 0 and worthwhile:
            yield _read(located, upside_down(page), engine)


def _is_complete(reading: CardReading) -> bool:
    """Returns True for a card with name or number, or a family card with persons."""
    if reading.kind is IdentityKind.FAMILY_CARD:
        return bool(reading.people)
    return reading.kind is not None and not IDENTIFYING.isdisjoint(reading.values)


def _completeness(reading: CardReading) -> tuple[bool, int]:
    """Returns a sort key of how much was read."""
    return reading.kind is not None, len(reading.values)


def _read(located: Located, page: CardPage, engine: OcrEngine) -> CardReading:
    sign = sign_without_text(located, page)
    if sign is Sign.NONE:
        return CardReading(signs=frozenset({sign}))
    if sign is not None:
        return CardReading(corners=_corners(page, located), signs=frozenset({sign}))
    parsed = parse(page)
    noted = signs_of_card(located, page, parsed.kind)
    return CardReading(
        kind=parsed.kind,
        corners=_corners(page, located),
        values=parsed.values,
        people=tuple(parsed.people),
        signs=_signs(located, page, parsed, noted, engine),
        figures={**noted.figures, **parsed.figures},
    )


def _signs(
    located: Located, page: CardPage, parsed: Parsed, noted: MeasuredSigns, engine: OcrEngine
) -> frozenset[Sign]:
    """Returns the signs; reduced to those that matter for a page that is no valid card."""
    if parsed.kind is not None:
        second = {Sign.SEVERAL} if is_second(located, page, engine) else set()
        return frozenset({*parsed.signs, *noted.signs, *second})
    shown = noted.signs & {Sign.SCREEN, Sign.TURNED}
    if not parsed.signs or is_blank_side(page, parsed.figures.get("labels", 0.0)):
        return frozenset({unnamed(located, page), *shown})
    return frozenset({*parsed.signs, *shown})


def _corners(page: CardPage, located: Located) -> Quad | None:
    """Returns the outline in shares of the photo; None where it follows from the text only."""
    if not located.has_known_edges:
        return None
    height, width = page.card.photo.shape[:2]
    return Quad.of(page.card.corners / (width, height))
