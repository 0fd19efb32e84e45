"""Estimate of how much a block of text resembles a card, from a few of its lines."""

from collections.abc import Sequence

import numpy as np

from idcard.pixels import PixelQuad, Pixels
from idcard.reading.engine import OcrEngine
from idcard.reading.page import UPRIGHT_FROM, enlarged_box, mean_certainty
from idcard.reading.parse.kinds import TITLES, has_words
from idcard.reading.parse.labels import Compound, label_of
from idcard.reading.plane import homography
from idcard.reading.rectify import FlatCard
from idcard.recognised_text import RecognisedText

LABEL_RATIO = 5.0
TITLES_TRIED, LABELS_TRIED = 2, 6
CERTAIN = 0.7
TITLE_WORTH, CAPITALS_WORTH = 2.0, 1.5
CARD_FROM = 3.0
"""Score from which a block is a card: a title and a label, or two labels among capitals."""
PERHAPS_FROM = 1.0
"""Score below which nothing indicates a card: running text or scribbles."""
_UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)


def card_score(photo: Pixels, quads: Sequence[PixelQuad], engine: OcrEngine) -> float:
    """Returns a score, 0 for running text and about 4 for a card.

    Recognises eight lines, also upside down where they make no sense. `quads` are boxes of lines in
    pixels of the photo.
    """
    flats = flat_lines(photo, _indicative(quads))
    texts = recognised(flats, engine)
    score = _score(texts)
    if mean_certainty(texts) >= UPRIGHT_FROM or score >= CARD_FROM:
        return score
    return max(score, _score(recognised([flat.upside_down() for flat in flats], engine)))


def recognised(flats: Sequence[FlatCard], engine: OcrEngine) -> list[RecognisedText]:
    """Returns the text of lines that each fill a flat square."""
    return engine.recognise([flat.line(enlarged_box(_UNIT, 0.1)) for flat in flats])


def flat_lines(photo: Pixels, quads: Sequence[PixelQuad]) -> list[FlatCard]:
    """Returns each line of text in a photo as a flat card of its own."""
    corners = [np.asarray(quad, np.float64) for quad in quads]
    return [FlatCard(photo, homography(_UNIT, quad), 1.0) for quad in corners]


def labels_among(texts: Sequence[RecognisedText]) -> int:
    """Returns how many texts begin with a label printed on cards."""
    labels = [label_of(word.text) for word in texts if len(word.text) >= 3]
    return sum(label is not None and label.meaning is not Compound.IGNORED for label in labels)


def by_label_length(quads: Sequence[PixelQuad]) -> list[PixelQuad]:
    """Returns the boxes sorted by how close their length is to that of labels."""
    return sorted(quads, key=lambda quad: abs(_long(quad) / tall(quad) - LABEL_RATIO))


def tall(quad: PixelQuad) -> float:
    """Returns the height of a line in pixels."""
    return max(1e-6, float(np.linalg.norm(quad[3] - quad[0])))


def _indicative(quads: Sequence[PixelQuad]) -> list[PixelQuad]:
    """Returns the tallest lines, which may be titles, and those as long as labels."""
    long = [quad for quad in quads if _long(quad) > 2 * tall(quad)]
    titles = sorted(long, key=tall, reverse=True)[:TITLES_TRIED]
    title_ids = {id(quad) for quad in titles}
    others = [quad for quad in by_label_length(long) if id(quad) not in title_ids]
    return titles + others[:LABELS_TRIED]


def _score(texts: Sequence[RecognisedText]) -> float:
    certain = [word for word in texts if word.certainty >= CERTAIN and len(word.text) >= 3]
    characters = [sign for word in certain for sign in word.text if sign.isalnum()]
    large = sum(sign.isupper() or sign.isdigit() for sign in characters)
    capitals = large / max(len(characters), 12)
    titles = sum(any(has_words(word.text, title) for title in _TITLES) for word in certain)
    return labels_among(certain) + TITLE_WORTH * titles + CAPITALS_WORTH * capitals


_TITLES = [*(title for titles in TITLES.values() for title in titles), "REPUBLIK INDONESIA"]


def _long(quad: PixelQuad) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))
