"""From a photo to the flat card with its lines."""

import numpy as np

from rontal.verification.machine.protocols import OcrEngine
from rontal.verification.pdq import Pixels
from rontal.verification.reading.locate import Located, locate, look
from rontal.verification.reading.page import CardPage, read_page
from rontal.verification.reading.plane import moved
from rontal.verification.reading.rectify import FlatCard


def see(pixels: Pixels, engine: OcrEngine) -> tuple[Located | None, CardPage | None]:
    """Where the card of a BGR photo is, and its lines; None twice where nothing is seen."""
    located = locate(look(pixels, engine))
    if located is None:
        return None, None
    card = FlatCard.of(pixels, located.corners, located.shape)
    back = np.linalg.inv(card.matrix)
    boxes = [moved(back, np.asarray(quad, np.float64)) for quad in located.held]
    return located, read_page(card, boxes, engine)
