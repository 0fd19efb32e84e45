"""How much a block of text reads like a card: a cheap look at a few of its lines."""

from collections.abc import Sequence

import numpy as np

from rontal.verification.machine.protocols import OcrEngine, PixelQuad, Word
from rontal.verification.pdq import Pixels
from rontal.verification.reading.page import UPRIGHT_FROM, grown, trust
from rontal.verification.reading.parse.kinds import TITLES, has_words
from rontal.verification.reading.parse.labels import Compound, label_of
from rontal.verification.reading.plane import homography
from rontal.verification.reading.rectify import FlatCard

LABEL_RATIO = 5.0
TITLES_TRIED, LABELS_TRIED = 2, 6
SURE = 0.7
TITLE_WORTH, CAPITALS_WORTH = 2.0, 1.5
CARD_FROM = 3.0
"""From here on a block is a card: a title and a label, two labels among capitals."""
PERHAPS_FROM = 1.0
"""Below, nothing speaks for a card: running text, scribbles."""
_UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)


def likeness(photo: Pixels, quads: Sequence[PixelQuad], engine: OcrEngine) -> float:
    """0 for running text, about 4 for a card; recognises eight lines, upside down as well where
    they make no sense. `quads` are boxes of lines in the photo's pixels."""
    flats = flat_lines(photo, _telling(quads))
    words = recognised(flats, engine)
    score = _score(words)
    if trust(words) >= UPRIGHT_FROM or score >= CARD_FROM:
        return score
    return max(score, _score(recognised([flat.upside_down() for flat in flats], engine)))


def recognised(flats: Sequence[FlatCard], engine: OcrEngine) -> list[Word]:
    """The words on lines that fill their own flat square."""
    return engine.recognise([flat.line(grown(_UNIT, 0.1)) for flat in flats])


def flat_lines(photo: Pixels, quads: Sequence[PixelQuad]) -> list[FlatCard]:
    """Lines of text in a photo, each for itself."""
    corners = [np.asarray(quad, np.float64) for quad in quads]
    return [FlatCard(photo, homography(_UNIT, quad), 1.0) for quad in corners]


def labels_among(words: Sequence[Word]) -> int:
    """How many begin with a label that a card prints."""
    found = [label_of(word.text) for word in words if len(word.text) >= 3]
    return sum(label is not None and label.meaning is not Compound.IGNORED for label in found)


def by_label_length(quads: Sequence[PixelQuad]) -> list[PixelQuad]:
    """Those as long as labels usually are first."""
    return sorted(quads, key=lambda quad: abs(_long(quad) / tall(quad) - LABEL_RATIO))


def tall(quad: PixelQuad) -> float:
    """How tall a line is, in pixels."""
    return max(1e-6, float(np.linalg.norm(quad[3] - quad[0])))


def _telling(quads: Sequence[PixelQuad]) -> list[PixelQuad]:
    """The tallest lines, among which a title is, and those of a label's length."""
    long = [quad for quad in quads if _long(quad) > 2 * tall(quad)]
    titles = sorted(long, key=tall, reverse=True)[:TITLES_TRIED]
    known = {id(quad) for quad in titles}
    others = [quad for quad in by_label_length(long) if id(quad) not in known]
    return titles + others[:LABELS_TRIED]


def _score(words: Sequence[Word]) -> float:
    sure = [word for word in words if word.certainty >= SURE and len(word.text) >= 3]
    letters = [sign for word in sure for sign in word.text if sign.isalnum()]
    large = sum(sign.isupper() or sign.isdigit() for sign in letters)
    capitals = large / max(len(letters), 12)
    titles = sum(any(has_words(word.text, title) for title in _TITLES) for word in sure)
    return labels_among(sure) + TITLE_WORTH * titles + CAPITALS_WORTH * capitals


_TITLES = [*(title for titles in TITLES.values() for title in titles), "REPUBLIK INDONESIA"]


def _long(quad: PixelQuad) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))
