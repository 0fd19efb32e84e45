"""Location of the card in a photo: direction of its text, and its four corners."""

from dataclasses import dataclass

import cv2
import numpy as np

from idcard.pixels import PixelQuad, Pixels
from idcard.reading.blocks import blocks_of, largest_block, text_length, with_further_rows
from idcard.reading.direction import Direction, direction_of
from idcard.reading.engine import OcrEngine
from idcard.reading.illumination import evened
from idcard.reading.outline import SHAPES, Outline, find_outlines
from idcard.reading.plane import Matrix, Vectors, moved, shape_of, within

COARSE_SIDE = 512
MAX_PIXELS = 640_000
VIEW_SIDE = 340
MAX_LINE_HEIGHT = 24.0
"""Tallest line in pixels of the view; taller boxes may be stamps across a card's edge."""
TEXT_MARGIN = 0.06
"""Margin of a card around its text where no outline is found, as a fraction of its width."""
MIN_TEXT_SHARE = 0.85
"""Smallest fraction of the parallel text that an outline of a card must contain."""
SNAP = 0.1
SAME = 0.7
"""Fraction of shared text from which two candidates are the same."""
MAX_BLOCKS = 3


@dataclass(frozen=True)
class Coarse:
    """A small copy of the photo (scaled by `scale`), and its text lines in pixels of the photo."""

    pixels: Pixels
    scale: float
    quads: list[PixelQuad]


@dataclass(frozen=True)
class Located:
    """Location of the card.

    `corners` (4 × 2, photo pixels) start at the top left if the text is not upside down; `outline`
    is None where the place follows from the text only. `shape` is width over height. `others` are
    further outlines like cards, `outside_quads` the boxes of text lines outside the card,
    `inside_quads` those inside.
    """

    corners: Vectors
    shape: float
    direction: Direction | None
    outline: Outline | None
    others: list[Vectors]
    outside_quads: list[PixelQuad]
    inside_quads: list[PixelQuad]
    fills_image: bool = False

    @property
    def along(self) -> list[PixelQuad]:
        """Lines on the card in the direction of its text."""
        if self.direction is None or not self.inside_quads:
            return self.inside_quads
        lengths = self.direction.lengths(np.array(self.inside_quads, np.float64))
        return [quad for quad, length in zip(self.inside_quads, lengths, strict=True) if length > 0]

    @property
    def has_known_edges(self) -> bool:
        """True where the card's edges are known, by an outline or because it fills the image."""
        return self.outline is not None or self.fills_image


def detect_text(pixels: Pixels, engine: OcrEngine, side: int = COARSE_SIDE) -> Coarse:
    """Detects text in the whole photo, scaled to a longer side of at most `side` pixels.

    The scale is further limited by the detector's memory.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, side / max(height, width), (MAX_PIXELS / (height * width)) ** 0.5)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    pixels = np.asarray(small, np.uint8)
    quads = [quad / np.float32(scale) for quad in engine.find(evened(pixels))]
    return Coarse(pixels, scale, quads)


def locate(coarse: Coarse) -> Located | None:
    """Returns the card with the most text; None where neither text nor an outline is found."""
    direction = direction_of(coarse.quads)
    located = _by_outline(coarse, direction, coarse.quads)
    if located is not None or direction is None:
        return located
    block = _block(coarse.quads, direction)
    located = _by_block(coarse, block, direction_of(block) or direction)
    return located if located.has_known_edges else _around(coarse, located)


def _around(coarse: Coarse, located: Located) -> Located:
    """Returns the outline of another block where it contains all text found so far."""
    for other in other_candidates(coarse, located):
        inner_ids = {id(quad) for quad in other.inside_quads}
        if other.has_known_edges and all(id(quad) in inner_ids for quad in located.inside_quads):
            return other
    return located


def other_candidates(coarse: Coarse, located: Located) -> list[Located]:
    """Returns other candidates, around each block of text that `located` does not mainly contain.

    Largest first.
    """
    others: list[Located] = []
    for block in blocks_of(coarse.quads)[:MAX_BLOCKS]:
        direction = direction_of(block)
        if direction is None or _is_same(located.along, block):
            continue
        other = _by_block(coarse, block, direction)
        if not any(_is_same(one.along, other.along) for one in (located, *others)):
            others.append(other)
    return others


def _is_same(lines: list[PixelQuad], block: list[PixelQuad]) -> bool:
    """Returns True where two lists of boxes share most of their text."""
    line_ids = {id(quad) for quad in lines}
    shared = text_length([quad for quad in block if id(quad) in line_ids])
    return shared >= SAME * max(text_length(lines), text_length(block), 1e-6)


def _by_block(coarse: Coarse, block: list[PixelQuad], direction: Direction) -> Located:
    located = _by_outline(coarse, direction, block)
    return located or _by_frame(coarse, direction, block) or _by_text(coarse, direction, block)


@dataclass(frozen=True)
class _View:
    """The photo turned so that its text is level; `matrix` maps photo pixels to its own."""

    pixels: Pixels
    matrix: Matrix
    frame: Vectors

    @classmethod
    def of(cls, coarse: Coarse, straight: Matrix, texts: Vectors) -> "_View":
        frame = _frame(coarse)
        box = moved(straight, frame)
        low, high = box.min(axis=0), box.max(axis=0)
        if len(texts) >= 4:
            outlines = moved(straight, texts)
            reach = 1.1 * np.ptp(outlines, axis=0).max() + 1
            low = np.maximum(low, outlines.min(axis=0) - reach)
            high = np.minimum(high, outlines.max(axis=0) + reach)
        zoom = min(VIEW_SIDE / float((high - low).max()), coarse.scale)
        shift = np.array([[zoom, 0, -low[0] * zoom], [0, zoom, -low[1] * zoom], [0, 0, 1]])
        matrix = shift @ straight
        size = np.maximum(1, np.ceil((high - low) * zoom)).astype(int)
        small = matrix @ np.diag([1 / coarse.scale, 1 / coarse.scale, 1])
        pixels = cv2.warpPerspective(
            coarse.pixels,
            small,
            (int(size[0]), int(size[1])),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return cls(np.asarray(pixels, np.uint8), matrix, frame)

    def to_view(self, points: Vectors) -> Vectors:
        return moved(self.matrix, points)

    def boxes(self, quads: list[PixelQuad]) -> list[Vectors]:
        return [self.to_view(np.asarray(quad, np.float64)) for quad in quads]

    def to_photo(self, points: Vectors) -> Vectors:
        return moved(np.linalg.inv(self.matrix), points)


def _texts(quads: list[PixelQuad], direction: Direction | None) -> tuple[Vectors, Vectors]:
    """Returns middles of boxes, and their lengths along the direction (0 for others)."""
    if not quads or direction is None:
        return np.zeros((len(quads), 2)), np.zeros(len(quads))
    boxes = np.array(quads, np.float64)
    return boxes.mean(axis=1), direction.lengths(boxes)


def _by_outline(
    coarse: Coarse, direction: Direction | None, quads: list[PixelQuad]
) -> Located | None:
    """Returns the outline that contains the text lines of the same direction."""
    straight = direction.straighten() if direction else np.eye(3)
    texts, weights = _texts(quads, direction)
    view = _View.of(coarse, straight, texts)
    outlines = find_outlines(
        view.pixels,
        view.to_view(view.frame),
        view.to_view(texts),
        weights,
        lettering=[box for box in view.boxes(coarse.quads) if _thickness(box) < MAX_LINE_HEIGHT],
    )
    if not outlines or (weights.any() and _shared_text(outlines) < MIN_TEXT_SHARE):
        return None
    best, *others = outlines
    corners = view.to_photo(best.corners)
    further = [view.to_photo(other.corners) for other in others]
    shape = _snapped(shape_of(corners))
    return Located(corners, shape, direction, best, further, *_parted(coarse.quads, corners))


def _shared_text(outlines: list[Outline]) -> float:
    """Returns the fraction of text in all outlines together; two cards contain half each."""
    remaining = 1.0
    for outline in outlines:
        remaining *= 1 - outline.text_share
    return 1 - remaining


def _by_frame(coarse: Coarse, direction: Direction, block: list[PixelQuad]) -> Located | None:
    """Returns the whole image where it has a card's shape and text all over, such as a scan."""
    frame = _frame(coarse)
    shape = shape_of(frame)
    quarters = round(direction.angle / (np.pi / 2))
    if quarters % 2:
        frame, shape = np.roll(frame, -1, axis=0), 1 / shape
    spread = np.ptp(np.array(block).reshape(-1, 2), axis=0) / frame.max(axis=0)
    level = abs(direction.angle - quarters * np.pi / 2) < np.radians(4)
    if not level or spread.min() < 0.7 or abs(np.log(SHAPES) - np.log(shape)).min() > SNAP:
        return None
    return Located(
        frame, _snapped(shape), direction, None, [], *_parted(coarse.quads, frame), fills_image=True
    )


def _by_text(coarse: Coarse, direction: Direction, block: list[PixelQuad]) -> Located:
    """Returns a rectangle around the block of text, with rows above and below of the same sheet."""
    straight = direction.straighten()
    flat = moved(straight, np.array(block, np.float64).reshape(-1, 2))
    boxes = np.array(coarse.quads, np.float64)
    along = boxes[direction.lengths(boxes) > 0]
    rows = moved(straight, along.reshape(-1, 2)).reshape(-1, 4, 2)
    low, high = with_further_rows(flat, rows)
    margin = TEXT_MARGIN * (high[0] - low[0])
    (left, top), (right, bottom) = low - margin, high + margin
    around = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    corners = moved(np.linalg.inv(straight), around)
    shape = float((right - left) / (bottom - top))
    return Located(corners, shape, direction, None, [], *_parted(coarse.quads, corners))


def _parted(quads: list[PixelQuad], corners: Vectors) -> tuple[list[PixelQuad], list[PixelQuad]]:
    """Returns the boxes outside and inside a quadrilateral."""
    middles = np.array(quads, np.float64).reshape(-1, 4, 2).mean(axis=1)
    inside = within(corners, middles)
    outside = [quad for quad, is_inside in zip(quads, inside, strict=True) if not is_inside]
    return outside, [quad for quad, is_inside in zip(quads, inside, strict=True) if is_inside]


def _block(quads: list[PixelQuad], direction: Direction) -> list[PixelQuad]:
    boxes = np.array(quads, np.float64)
    flat = moved(direction.straighten(), boxes.reshape(-1, 2)).reshape(-1, 4, 2)
    block = largest_block(flat, direction.lengths(boxes))
    return [quad for quad, is_inside in zip(quads, block, strict=True) if is_inside]


def _frame(coarse: Coarse) -> Vectors:
    """Returns the photo's corners in its pixels."""
    height, width = (side / coarse.scale for side in coarse.pixels.shape[:2])
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def _thickness(box: Vectors) -> float:
    return float(np.linalg.norm(box[3] - box[0]))


def _snapped(shape: float) -> float:
    """Returns the nearest usual shape, or the shape itself where none is near."""
    off = np.abs(np.log(SHAPES) - np.log(shape))
    return float(SHAPES[int(off.argmin())]) if off.min() < SNAP else shape
