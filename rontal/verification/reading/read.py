"""From the photo of a card to what stands on it."""

from itertools import islice

from rontal.verification.geometry import Quad
from rontal.verification.machine.protocols import OcrEngine
from rontal.verification.pdq import Pixels
from rontal.verification.reading.locate import Located
from rontal.verification.reading.model import CardReading, Sign
from rontal.verification.reading.page import CardPage
from rontal.verification.reading.parse import Parsed, parse
from rontal.verification.reading.second import is_second
from rontal.verification.reading.sight import MOST_SIGHTS, sights
from rontal.verification.reading.signs import Noted, is_bare, note, unnamed, without_words


def read_card(pixels: Pixels, engine: OcrEngine) -> CardReading:
    """What stands on the card in a BGR photo (uint8, height x width x 3, long side at most about
    2000 pixels), and what is notable about the photo as a whole.

    Never raises for a picture, however odd; a picture without a card has Sign.NONE.
    """
    first: CardReading | None = None
    for located, page in islice(sights(pixels, engine), MOST_SIGHTS):
        reading = _read(located, page, engine)
        if reading.kind is not None:
            return reading
        first = first or reading
    return first or CardReading(signs=frozenset({Sign.NONE}))


def _read(located: Located, page: CardPage, engine: OcrEngine) -> CardReading:
    sign = without_words(located, page)
    if sign is Sign.NONE:
        return CardReading(signs=frozenset({sign}))
    if sign is not None:
        return CardReading(corners=_corners(page, located), signs=frozenset({sign}))
    parsed = parse(page)
    noted = note(located, page, parsed.kind)
    return CardReading(
        kind=parsed.kind,
        corners=_corners(page, located),
        values=parsed.values,
        people=tuple(parsed.people),
        signs=_signs(located, page, parsed, noted, engine),
        figures={**noted.figures, **parsed.figures},
    )


def _signs(
    located: Located, page: CardPage, parsed: Parsed, noted: Noted, engine: OcrEngine
) -> frozenset[Sign]:
    """Where it is no front of an Indonesian card, only that matters, and how it was shown."""
    if parsed.kind is not None:
        second = {Sign.SEVERAL} if is_second(located, page, engine) else set()
        return frozenset({*parsed.signs, *noted.signs, *second})
    shown = noted.signs & {Sign.SCREEN, Sign.TURNED}
    if not parsed.signs or is_bare(page, parsed.figures.get("labels", 0.0)):
        return frozenset({unnamed(located, page), *shown})
    return frozenset({*parsed.signs, *shown})


def _corners(page: CardPage, located: Located) -> Quad | None:
    """The outline in shares of the photo's sides; None where only text told the place."""
    if not located.seen:
        return None
    height, width = page.card.photo.shape[:2]
    return Quad.of(page.card.corners / (width, height))
