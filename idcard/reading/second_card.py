"""Detection of a second card in the photo."""

import numpy as np

from idcard.pixels import PixelQuad
from idcard.reading.card_score import by_label_length, flat_lines, labels_among, recognised, tall
from idcard.reading.engine import OcrEngine
from idcard.reading.locate import Located
from idcard.reading.page import CardPage

MIN_SIMILAR, TRIED = 5, 8
LABELS = 2
"""Number of labels required; other text under the card has fewer lines that start like labels."""
ALIKE = (0.45, 2.2)
"""Range of text height of a second card, relative to the first."""


def is_second(located: Located, page: CardPage, engine: OcrEngine) -> bool:
    """Returns True where lines beside the card start with labels of a card.

    Recognises at most sixteen short lines, and none where there is no text beside the card.
    """
    similar_quads = _like_the_cards(located)
    if len(similar_quads) < MIN_SIMILAR:
        return False
    flats = flat_lines(page.card.photo, similar_quads[:TRIED])
    if labels_among(recognised(flats, engine)) >= LABELS:
        return True
    return labels_among(recognised([flat.upside_down() for flat in flats], engine)) >= LABELS


def _like_the_cards(located: Located) -> list[PixelQuad]:
    """Returns boxes beside the card with text of similar height, those as long as labels first."""
    if not located.inside_quads:
        return []
    usual = float(np.median([tall(quad) for quad in located.inside_quads]))
    low, high = (share * usual for share in ALIKE)
    return by_label_length([quad for quad in located.outside_quads if low < tall(quad) < high])
