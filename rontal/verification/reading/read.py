"""From the photo of a card to what stands on it."""

from rontal.verification.geometry import Quad
from rontal.verification.machine.protocols import OcrEngine
from rontal.verification.pdq import Pixels
from rontal.verification.reading.locate import Located
from rontal.verification.reading.model import CardReading, Sign
from rontal.verification.reading.parse import parse
from rontal.verification.reading.rectify import FlatCard
from rontal.verification.reading.sight import see


def read_card(pixels: Pixels, engine: OcrEngine) -> CardReading:
    """What stands on the card in a BGR photo (uint8, height x width x 3, long side at most about
    2000 pixels), and what is notable about the photo as a whole.

    Never raises for a picture, however odd; a picture without a card has Sign.NONE.
    """
    located, page = see(pixels, engine)
    if located is None or page is None:
        return CardReading(signs=frozenset({Sign.NONE}))
    parsed = parse(page)
    return CardReading(
        kind=parsed.kind,
        corners=_corners(page.card, located),
        values=parsed.values,
        people=tuple(parsed.people),
        signs=frozenset(parsed.signs),
    )


def _corners(card: FlatCard, located: Located) -> Quad | None:
    if located.outline is None:
        return None
    height, width = card.photo.shape[:2]
    return Quad.of(card.corners / (width, height))
