"""Whether a second card lies in the photo."""

import numpy as np

from rontal.verification.machine.protocols import OcrEngine, PixelQuad, Word
from rontal.verification.reading.locate import Located
from rontal.verification.reading.page import CardPage, grown
from rontal.verification.reading.parse.labels import Compound, label_of
from rontal.verification.reading.plane import homography
from rontal.verification.reading.rectify import FlatCard

FEWEST, TRIED = 5, 8
LABELS = 2
"""A newspaper or a letter under the card holds no two lines that begin with a card's labels."""
ALIKE = (0.45, 2.2)
"""How tall text of a second card is, by the first one's."""
USUAL_RATIO = 5.0


def is_second(located: Located, page: CardPage, engine: OcrEngine) -> bool:
    """True where lines beside the card begin as a card's do, or the card has two numbers' labels.

    Costs at most sixteen short lines, and nothing where no text stands beside the card.
    """
    beside = _like_the_cards(located)
    if len(beside) < FEWEST:
        return False
    flats = [FlatCard(page.card.photo, homography(_UNIT, quad), 1.0) for quad in beside[:TRIED]]
    one_way = engine.recognise([flat.line(grown(_UNIT, 0.1)) for flat in flats])
    if _labels(one_way) >= LABELS:
        return True
    other = engine.recognise([flat.upside_down().line(grown(_UNIT, 0.1)) for flat in flats])
    return _labels(other) >= LABELS


_UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)


def _like_the_cards(located: Located) -> list[np.ndarray]:
    """Boxes beside the card whose text is about as tall, those of a label's length first."""
    if not located.held:
        return []
    usual = float(np.median([_tall(quad) for quad in located.held]))
    low, high = (share * usual for share in ALIKE)
    found = [np.asarray(quad, np.float64) for quad in located.beside if low < _tall(quad) < high]
    return sorted(found, key=lambda quad: abs(_long(quad) / _tall(quad) - USUAL_RATIO))


def _labels(words: list[Word]) -> int:
    found = [label_of(word.text) for word in words if len(word.text) >= 3]
    return sum(label is not None and label.meaning is not Compound.IGNORED for label in found)


def _long(quad: PixelQuad) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))


def _tall(quad: PixelQuad) -> float:
    return max(1e-6, float(np.linalg.norm(quad[3] - quad[0])))
