"""A card's lines of text: found on the flat card, cut out of the photo, recognised once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

import cv2
import numpy as np

from rontal.verification.machine.protocols import OcrEngine, Word
from rontal.verification.pdq import Pixels
from rontal.verification.reading.light import evened
from rontal.verification.reading.lines import TextLine
from rontal.verification.reading.locate import MOST_PIXELS
from rontal.verification.reading.plane import Vectors
from rontal.verification.reading.rectify import LINE_HEIGHT, FlatCard
from rontal.verification.reading.sheets import SecondTable

TEXT_HEIGHT = 17
"""How tall (pixels) a usual line's box should be for the detector."""
NARROWEST, WIDEST = 560, 960
MOST_LINES = 160
MOST_WORK = 24_000
"""Pixels of line, at 48 pixels of height, that are recognised at most: two seconds' worth."""
TRIED = 3
UPRIGHT_FROM = 0.88
"""A certainty that lines reach only when they are the right way up."""
CLOSE, SNUG, USUAL, ROOMY = 0.06, 0.12, 0.18, 0.28
"""Room round a line, in heights of its box. 0.18 read degraded lines best of 0 to 0.4, and costs a
quarter less than none, since the letters become smaller."""
ENDS = 0.45
"""Room before and behind a line at later looks, in heights of its box."""
GRAIN = (5, 40, 2)
"""Pixels, grey levels and pixels: what of a line counts as the camera's grain."""
LOOKED_FROM, DOUBT = 0.75, 0.85
"""How certain text must be where no line was found, and how much of that certainty counts."""
FEW_SIGNS, FEW_FROM = 2, 0.55
"""A sign or two, such as a blood type, are less certain without a word round them."""
NOT_READ = Word("", 0.0)
SMALL_PRINT = 0.7
"""By the height of the taller text."""
SHORT = 4.0
"""A box less long than so many heights does not know its own slant."""


@dataclass(frozen=True)
class CardPage:
    """See `lines.Page`. `turned` tells that the card was upside down to how it was located."""

    card: FlatCard
    lines: Sequence[TextLine]
    turned: bool
    engine: OcrEngine
    boxes: dict[int, Vectors]
    kept: list[TextLine] = field(default_factory=list)
    """Lines of later looks: `boxes` goes by their identity."""

    def again(self, line: TextLine) -> list[Word]:
        """Another look, narrower and closer, but with more room at both ends, where a box easily
        cuts a thin letter off; where it has another text, one more, wider in grey with full
        contrast."""
        box = self.boxes.get(id(line))
        if box is None:
            return []
        close = self.engine.recognise([self.card.line(grown(box, CLOSE, ENDS), stretch=0.88)])
        if close[0].text.strip() == line.text.strip():
            return close
        plain = contrasted(self.card.line(grown(box, ROOMY, ENDS), stretch=1.12))
        return [*close, *self.engine.recognise([plain])]

    def closer(self, line: TextLine) -> list[Word]:
        """Wider, so that equal digits beside each other stay two; from twice the pixels, in which
        a screen's grid is averaged away; and without the grain."""
        box = self.boxes.get(id(line))
        if box is None:
            return []
        wide = self.card.line(grown(box, USUAL, ENDS), stretch=1.3)
        fine = halved(self.card.line(grown(box, SNUG), height=2 * LINE_HEIGHT))
        calm = np.asarray(cv2.bilateralFilter(self.card.line(grown(box, USUAL)), *GRAIN), np.uint8)
        return self.engine.recognise([wide, fine, calm])

    def look(
        self, left: float, middle: float, right: float, height: float, slope: float = 0.0
    ) -> TextLine | None:
        """See `lines.Page`."""
        ends = np.array([[left, middle], [right, middle + slope * (right - left)]])
        half = np.array([0.0, height / 2])
        box = np.array([ends[0] - half, ends[1] - half, ends[1] + half, ends[0] + half])
        word = self.engine.recognise([self.card.line(grown(box, USUAL))])[0]
        few = len(word.text.strip(" :.")) <= FEW_SIGNS
        if word.certainty < (FEW_FROM if few else LOOKED_FROM):
            return None
        line = _text_line(self.card, box, _doubted(word))
        self.boxes[id(line)] = box
        self.kept.append(line)
        return line


def read_page(card: FlatCard, coarse: Sequence[Vectors], engine: OcrEngine) -> CardPage:
    """Find and recognise the lines. `coarse` are boxes of lines (4 x 2 on the flat card) from a
    first look: they tell how large the text is."""
    width = _view_width(card, coarse)
    found = engine.find(evened(card.view(width)))
    boxes = _straightened([quad.astype(np.float64) / width for quad in found])
    boxes = _worthwhile(boxes)
    known, turned = _upright(card, boxes, engine)
    if turned:
        card = card.upside_down()
        boxes = [_turned(box, card.shape) for box in boxes]
    words = _recognised(card, boxes, known, engine)
    return _page(card, boxes, words, turned, engine)


def upside_down(page: CardPage) -> CardPage:
    """The same lines read the other way up, for where a newspaper under a card told which way."""
    card = page.card.upside_down()
    boxes = [_turned(page.boxes[id(line)], page.card.shape) for line in page.lines]
    words = _recognised(card, boxes, {}, page.engine)
    return _page(card, boxes, words, not page.turned, page.engine)


def _page(
    card: FlatCard,
    boxes: Sequence[Vectors],
    words: Sequence[Word],
    turned: bool,
    engine: OcrEngine,
) -> CardPage:
    lines = [
        _text_line(card, box, word) for box, word in zip(boxes, words, strict=True) if word.text
    ]
    seen = [box for box, word in zip(boxes, words, strict=True) if word.text]
    places = {id(line): box for line, box in zip(lines, seen, strict=True)}
    return CardPage(card, in_reading_order(lines), turned, engine, places)


def in_reading_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """The uppermost first; of lines that stand beside each other the left one."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < 0.5 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _view_width(card: FlatCard, coarse: Sequence[Vectors]) -> int:
    """Large enough for the text, not larger than the photo's own sharpness or our memory."""
    corners = card.corners
    own = float(np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3]))
    heights = [float(np.linalg.norm(box[3] - box[0])) for box in coarse]
    wanted = TEXT_HEIGHT / max(1e-3, float(np.percentile(heights, 30))) if heights else NARROWEST
    width = min(max(wanted, NARROWEST), WIDEST, max(0.6 * own, 320))
    return round(min(width, sqrt(MOST_PIXELS * card.shape)))


def _straightened(boxes: Sequence[Vectors]) -> list[Vectors]:
    """Short boxes take the slant of the long ones."""
    slants = [_slant(box) for box in boxes if _length(box) > SHORT * _thickness(box)]
    usual = float(np.median(slants)) if slants else 0.0
    return [box if _length(box) > SHORT * _thickness(box) else _level(box, usual) for box in boxes]


def _level(box: Vectors, slant: float) -> Vectors:
    """The same middle, about the same size, at this slant. A box that stands upright stays."""
    if abs(_slant(box) - slant) > np.radians(30):
        return box
    along = np.array([np.cos(slant), np.sin(slant)])
    down = np.array([-along[1], along[0]])
    middle = box.mean(axis=0)
    reach = np.abs((box - middle) @ along).max() * along
    drop = 0.5 * (np.abs((box - middle) @ down).max() + _thickness(box) / 2) * down
    return np.array(
        [middle - reach - drop, middle + reach - drop, middle + reach + drop, middle - reach + drop]
    )


def _worthwhile(boxes: Sequence[Vectors]) -> list[Vectors]:
    """The longest lines, as many as there is time for; those in small print last: a newspaper's
    under the card."""
    kept: list[Vectors] = []
    work = 0.0
    heights = [_thickness(box) for box in boxes]
    small = SMALL_PRINT * float(np.percentile(heights, 80)) if heights else 0.0
    for box in sorted(
        boxes, key=lambda box: (_thickness(box) >= small, _length(box)), reverse=True
    ):
        work += 48 * _length(box) / max(_thickness(box), 1e-6)
        if len(kept) == MOST_LINES or work > MOST_WORK:
            break
        kept.append(box)
    return kept


def _upright(
    card: FlatCard, boxes: Sequence[Vectors], engine: OcrEngine
) -> tuple[dict[int, Word], bool]:
    """Recognise some lines; if they are not certain, also upside down.

    Returns what is known of lines by their number, and whether the card has to be turned.
    """
    tried = _samples(boxes)
    first = engine.recognise([card.line(grown(boxes[number], USUAL)) for number in tried])
    if not tried or trust(first) >= UPRIGHT_FROM:
        return dict(zip(tried, first, strict=True)), False
    other = card.upside_down()
    turned = [_turned(boxes[number], card.shape) for number in tried]
    second = engine.recognise([other.line(grown(box, USUAL)) for box in turned])
    if trust(second) > trust(first):
        return dict(zip(tried, second, strict=True)), True
    return dict(zip(tried, first, strict=True)), False


def _samples(boxes: Sequence[Vectors]) -> list[int]:
    """Lines of middling length: sure to tell, and cheap."""
    ratios = [_length(box) / max(_thickness(box), 1e-6) for box in boxes]
    order = sorted(range(len(boxes)), key=lambda number: abs(ratios[number] - 7.0))
    return order[:TRIED]


def trust(words: Sequence[Word]) -> float:
    """The mean certainty, by length; short and empty words weigh against it."""
    total = sum(max(4, len(word.text)) for word in words)
    return sum(word.certainty * len(word.text) for word in words) / max(1, total)


def _recognised(
    card: FlatCard, boxes: Sequence[Vectors], known: dict[int, Word], engine: OcrEngine
) -> list[Word]:
    """What each line says, from the top down; "" where it need not be known."""
    words = dict(known)
    second = SecondTable()
    for number in sorted(range(len(boxes)), key=lambda number: boxes[number][:, 1].mean()):
        box = boxes[number]
        if number not in known:
            words[number] = (
                NOT_READ
                if second.holds(box)
                else engine.recognise([card.line(grown(box, USUAL))])[0]
            )
        second.note(words[number].text, box)
    return [words[number] for number in range(len(boxes))]


def _text_line(card: FlatCard, box: Vectors, word: Word) -> TextLine:
    left, top = box.min(axis=0)
    right, bottom = box.max(axis=0)
    middle, half = (top + bottom) / 2, _thickness(box) / 2
    return TextLine(
        word, float(left), float(middle - half), float(right), float(middle + half), card.place(box)
    )


def _turned(box: Vectors, shape: float) -> Vectors:
    """The same place on the card turned by half, its first corner the new top left."""
    return np.roll(np.array([1.0, 1 / shape]) - box, 2, axis=0)


def _doubted(word: Word) -> Word:
    certainties = tuple(one * DOUBT for one in word.certainties)
    return replace(word, certainty=word.certainty * DOUBT, certainties=certainties)


def grown(box: Vectors, share: float, ends: float | None = None) -> Vectors:
    """Larger on all sides by a share of its height, or at both ends by another one."""
    along, down = (box[1] - box[0]), (box[3] - box[0])
    down = down * share
    reach = share if ends is None else ends
    along = along * (_thickness(box) * reach / max(_length(box), 1e-9))
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return np.asarray(box + signs[:, :1] * along + signs[:, 1:] * down)


def halved(line: Pixels) -> Pixels:
    """Half as high and as wide, each pixel the mean of four."""
    height, width = line.shape[:2]
    size = (max(1, width // 2), max(1, height // 2))
    return np.asarray(cv2.resize(line, size, interpolation=cv2.INTER_AREA), np.uint8)


def contrasted(line: Pixels) -> Pixels:
    """Grey, from the darkest to the brightest."""
    grey = cv2.cvtColor(line, cv2.COLOR_BGR2GRAY).astype(np.float32)
    low, high = np.percentile(grey, (2, 90))
    spread = np.clip((grey - low) * (235 / max(high - low, 12.0)) + 10, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(spread, cv2.COLOR_GRAY2BGR), np.uint8)


def _slant(box: Vectors) -> float:
    along = box[1] - box[0]
    return float(np.arctan2(along[1], along[0]))


def _length(box: Vectors) -> float:
    return float(np.linalg.norm(box[1] - box[0]))


def _thickness(box: Vectors) -> float:
    return float(np.linalg.norm(box[3] - box[0]))
