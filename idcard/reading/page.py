"""Text lines of a card: detected on the rectified card, and recognised once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

import cv2
import numpy as np

from idcard.pixels import Pixels
from idcard.reading.engine import OcrEngine
from idcard.reading.illumination import evened
from idcard.reading.lines import TextLine
from idcard.reading.locate import MAX_PIXELS
from idcard.reading.plane import Vectors
from idcard.reading.rectify import LINE_HEIGHT, FlatCard
from idcard.reading.sheets import SecondTable
from idcard.recognised_text import RecognisedText

TEXT_HEIGHT = 17
"""Target height in pixels of a usual line's box for the detector."""
NARROWEST, WIDEST = 560, 960
MAX_LINES = 160
MAX_WORK = 24_000
"""Maximum total length of recognised lines, in pixels at a height of 48; about two seconds."""
TRIED = 3
UPRIGHT_FROM = 0.88
"""Certainty that lines reach only when they are upright."""
CLOSE, SNUG, USUAL, ROOMY = 0.06, 0.12, 0.18, 0.28
"""Margins around a line, in heights of its box.

0.18 read degraded lines best of 0 to 0.4, and takes a quarter less time than no margin, since the
letters become smaller.
"""
ENDS = 0.45
"""Margin at both ends of a line in repeated readings, in heights of its box."""
GRAIN = (5, 40, 2)
"""Bilateral filter that removes camera noise: pixels, grey levels, pixels."""
PLACE_FROM, DOUBT = 0.75, 0.85
"""Required certainty where no line was detected, and the factor by which it is reduced."""
FEW_SIGNS, FEW_FROM = 2, 0.55
"""Lower required certainty for one or two characters, such as a blood type."""
NOT_READ = RecognisedText("", 0.0)
SMALL_PRINT = 0.7
"""Height of small print, relative to the taller text."""
SHORT = 4.0
"""Ratio of length to height below which a box has no reliable slant."""


@dataclass(frozen=True)
class CardPage:
    """A card with its lines, see `lines.Page`; `turned` is True where the card was upside down."""

    card: FlatCard
    lines: Sequence[TextLine]
    turned: bool
    engine: OcrEngine
    boxes: dict[int, Vectors]
    later_lines: list[TextLine] = field(default_factory=list)
    """Lines of later readings, kept alive because `boxes` uses their ids as keys."""

    def read_again(self, line: TextLine) -> list[RecognisedText]:
        """Reads a line again, narrower and with smaller margins, but with more room at both ends.

        Boxes often cut off thin letters there. Where the text differs, reads once more, wider and
        in grey with full contrast.
        """
        box = self.boxes.get(id(line))
        if box is None:
            return []
        close = self.engine.recognise(
            [self.card.line(enlarged_box(box, CLOSE, ENDS), stretch=0.88)]
        )
        if close[0].text.strip() == line.text.strip():
            return close
        contrasted_line = contrasted(self.card.line(enlarged_box(box, ROOMY, ENDS), stretch=1.12))
        return [*close, *self.engine.recognise([contrasted_line])]

    def reread(self, line: TextLine) -> list[RecognisedText]:
        """Reads a line three more times.

        Wider, so that equal neighbouring digits stay separate; from twice the pixels, which
        averages out a screen's grid; and with reduced noise.
        """
        box = self.boxes.get(id(line))
        if box is None:
            return []
        wide = self.card.line(enlarged_box(box, USUAL, ENDS), stretch=1.3)
        fine = halved(self.card.line(enlarged_box(box, SNUG), height=2 * LINE_HEIGHT))
        calm = np.asarray(
            cv2.bilateralFilter(self.card.line(enlarged_box(box, USUAL)), *GRAIN), np.uint8
        )
        return self.engine.recognise([wide, fine, calm])

    def read_place(
        self, left: float, middle: float, right: float, height: float, slope: float = 0.0
    ) -> TextLine | None:
        """Reads a place without a detected line; see `lines.Page`."""
        ends = np.array([[left, middle], [right, middle + slope * (right - left)]])
        half = np.array([0.0, height / 2])
        box = np.array([ends[0] - half, ends[1] - half, ends[1] + half, ends[0] + half])
        word = self.engine.recognise([self.card.line(enlarged_box(box, USUAL))])[0]
        few = len(word.text.strip(" :.")) <= FEW_SIGNS
        if word.certainty < (FEW_FROM if few else PLACE_FROM):
            return None
        line = _text_line(self.card, box, _doubted(word))
        self.boxes[id(line)] = box
        self.later_lines.append(line)
        return line


def read_page(card: FlatCard, coarse: Sequence[Vectors], engine: OcrEngine) -> CardPage:
    """Detects and recognises the lines of a card.

    `coarse` are boxes of lines (4 × 2 on the rectified card) from a first detection, which give the
    size of the text.
    """
    width = _view_width(card, coarse)
    quads = engine.find(evened(card.view(width)))
    boxes = _straightened([quad.astype(np.float64) / width for quad in quads])
    boxes = _worthwhile(boxes)
    by_box, turned = _upright(card, boxes, engine)
    if turned:
        card = card.upside_down()
        boxes = [_turned(box, card.shape) for box in boxes]
    texts = _recognised(card, boxes, by_box, engine)
    return _page(card, boxes, texts, turned, engine)


def upside_down(page: CardPage) -> CardPage:
    """Returns the same lines read upside down, for when other text gave the wrong orientation."""
    card = page.card.upside_down()
    boxes = [_turned(page.boxes[id(line)], page.card.shape) for line in page.lines]
    texts = _recognised(card, boxes, {}, page.engine)
    return _page(card, boxes, texts, not page.turned, page.engine)


def _page(
    card: FlatCard,
    boxes: Sequence[Vectors],
    texts: Sequence[RecognisedText],
    turned: bool,
    engine: OcrEngine,
) -> CardPage:
    lines = [
        _text_line(card, box, word) for box, word in zip(boxes, texts, strict=True) if word.text
    ]
    visible = [box for box, word in zip(boxes, texts, strict=True) if word.text]
    places = {id(line): box for line, box in zip(lines, visible, strict=True)}
    return CardPage(card, in_reading_order(lines), turned, engine, places)


def in_reading_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """Returns the lines from top to bottom, and from left to right within a row."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < 0.5 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _view_width(card: FlatCard, coarse: Sequence[Vectors]) -> int:
    """Returns a width in pixels suited to the text, within the photo's resolution and memory."""
    corners = card.corners
    longer = float(
        np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3])
    )
    heights = [float(np.linalg.norm(box[3] - box[0])) for box in coarse]
    scale = TEXT_HEIGHT / max(1e-3, float(np.percentile(heights, 30))) if heights else NARROWEST
    width = min(max(scale, NARROWEST), WIDEST, max(0.6 * longer, 320))
    return round(min(width, sqrt(MAX_PIXELS * card.shape)))


def _straightened(boxes: Sequence[Vectors]) -> list[Vectors]:
    """Gives short boxes the slant of the long ones."""
    slants = [_slant(box) for box in boxes if _length(box) > SHORT * _thickness(box)]
    usual = float(np.median(slants)) if slants else 0.0
    return [box if _length(box) > SHORT * _thickness(box) else _level(box, usual) for box in boxes]


def _level(box: Vectors, slant: float) -> Vectors:
    """Returns a box of the same middle and about the same size at this slant.

    A box that stands upright is returned unchanged.
    """
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
    """Returns the longest lines that the time allows; small print, such as a newspaper, last."""
    chosen: list[Vectors] = []
    work = 0.0
    heights = [_thickness(box) for box in boxes]
    small = SMALL_PRINT * float(np.percentile(heights, 80)) if heights else 0.0
    for box in sorted(
        boxes, key=lambda box: (_thickness(box) >= small, _length(box)), reverse=True
    ):
        work += 48 * _length(box) / max(_thickness(box), 1e-6)
        if len(chosen) == MAX_LINES or work > MAX_WORK:
            break
        chosen.append(box)
    return chosen


def _upright(
    card: FlatCard, boxes: Sequence[Vectors], engine: OcrEngine
) -> tuple[dict[int, RecognisedText], bool]:
    """Recognises some lines; where they are uncertain, also upside down.

    Returns the known texts by line number, and whether the card must be turned.
    """
    tried = _samples(boxes)
    first = engine.recognise([card.line(enlarged_box(boxes[number], USUAL)) for number in tried])
    if not tried or mean_certainty(first) >= UPRIGHT_FROM:
        return dict(zip(tried, first, strict=True)), False
    other = card.upside_down()
    turned = [_turned(boxes[number], card.shape) for number in tried]
    second = engine.recognise([other.line(enlarged_box(box, USUAL)) for box in turned])
    if mean_certainty(second) > mean_certainty(first):
        return dict(zip(tried, second, strict=True)), True
    return dict(zip(tried, first, strict=True)), False


def _samples(boxes: Sequence[Vectors]) -> list[int]:
    """Returns lines of medium length, which decide the orientation at little cost."""
    ratios = [_length(box) / max(_thickness(box), 1e-6) for box in boxes]
    order = sorted(range(len(boxes)), key=lambda number: abs(ratios[number] - 7.0))
    return order[:TRIED]


def mean_certainty(texts: Sequence[RecognisedText]) -> float:
    """Returns the mean certainty weighted by length; short and empty texts lower it."""
    total = sum(max(4, len(word.text)) for word in texts)
    return sum(word.certainty * len(word.text) for word in texts) / max(1, total)


def _recognised(
    card: FlatCard, boxes: Sequence[Vectors], by_box: dict[int, RecognisedText], engine: OcrEngine
) -> list[RecognisedText]:
    """Returns the text of each line, recognised from top to bottom; "" where it is not needed."""
    texts = dict(by_box)
    second = SecondTable()
    for number in sorted(range(len(boxes)), key=lambda number: boxes[number][:, 1].mean()):
        box = boxes[number]
        if number not in by_box:
            texts[number] = (
                NOT_READ
                if second.holds(box)
                else engine.recognise([card.line(enlarged_box(box, USUAL))])[0]
            )
        second.note(texts[number].text, box)
    return [texts[number] for number in range(len(boxes))]


def _text_line(card: FlatCard, box: Vectors, word: RecognisedText) -> TextLine:
    left, top = box.min(axis=0)
    right, bottom = box.max(axis=0)
    middle, half = (top + bottom) / 2, _thickness(box) / 2
    return TextLine(
        word, float(left), float(middle - half), float(right), float(middle + half), card.place(box)
    )


def _turned(box: Vectors, shape: float) -> Vectors:
    """Returns the same place on the card turned by 180 degrees, starting at the new top left."""
    return np.roll(np.array([1.0, 1 / shape]) - box, 2, axis=0)


def _doubted(word: RecognisedText) -> RecognisedText:
    certainties = tuple(one * DOUBT for one in word.certainties)
    return replace(word, certainty=word.certainty * DOUBT, certainties=certainties)


def enlarged_box(box: Vectors, share: float, ends: float | None = None) -> Vectors:
    """Returns a box enlarged by a share of its height, or by another one at both ends."""
    along, down = (box[1] - box[0]), (box[3] - box[0])
    down = down * share
    reach = share if ends is None else ends
    along = along * (_thickness(box) * reach / max(_length(box), 1e-9))
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return np.asarray(box + signs[:, :1] * along + signs[:, 1:] * down)


def halved(line: Pixels) -> Pixels:
    """Returns the line at half the size, each pixel the mean of four."""
    height, width = line.shape[:2]
    size = (max(1, width // 2), max(1, height // 2))
    return np.asarray(cv2.resize(line, size, interpolation=cv2.INTER_AREA), np.uint8)


def contrasted(line: Pixels) -> Pixels:
    """Returns the line in grey with full contrast."""
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
