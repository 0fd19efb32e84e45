"""Whether a second card lies in the photo."""

import numpy as np

from rontal.verification.machine.protocols import OcrEngine, PixelQuad
from rontal.verification.reading.likeness import (
    by_label_length,
    flat_lines,
    labels_among,
    recognised,
    tall,
)
from rontal.verification.reading.locate import Located
from rontal.verification.reading.page import CardPage

FEWEST, TRIED = 5, 8
LABELS = 2
"""A newspaper or a letter under the card holds no two lines that begin with a card's labels."""
ALIKE = (0.45, 2.2)
"""How tall text of a second card is, by the first one's."""


def is_second(located: Located, page: CardPage, engine: OcrEngine) -> bool:
    """True where lines beside the card begin as a card's do.

    Costs at most sixteen short lines, and nothing where no text stands beside the card.
    """
    beside = _like_the_cards(located)
    if len(beside) < FEWEST:
        return False
    flats = flat_lines(page.card.photo, beside[:TRIED])
    if labels_among(recognised(flats, engine)) >= LABELS:
        return True
    return labels_among(recognised([flat.upside_down() for flat in flats], engine)) >= LABELS


def _like_the_cards(located: Located) -> list[PixelQuad]:
    """Boxes beside the card whose text is about as tall, those of a label's length first."""
    if not located.held:
        return []
    usual = float(np.median([tall(quad) for quad in located.held]))
    low, high = (share * usual for share in ALIKE)
    return by_label_length([quad for quad in located.beside if low < tall(quad) < high])
