"""Finds the card in a photo: which way its text runs, and where its four corners are."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rontal.verification.machine.protocols import OcrEngine, PixelQuad
from rontal.verification.pdq import Pixels
from rontal.verification.reading.direction import Direction, direction_of
from rontal.verification.reading.light import evened
from rontal.verification.reading.outline import SHAPES, Outline, find_outlines
from rontal.verification.reading.plane import Flags, Matrix, Vectors, moved, shape_of, within

COARSE_SIDE = 512
VIEW_SIDE = 340
TEXT_MARGIN = 0.06
"""How far a card is thought to reach beyond its text, by the text's width, where no outline is
seen."""
LEAST_HELD = 0.85
"""An outline that leaves out more of the text that runs the same way is something else."""
SNAP = 0.1
COLUMN_GAP, LINE_GAP = 9.0, 2.2
"""In heights of a line: how far apart lines of one block stand."""


@dataclass(frozen=True)
class Coarse:
    """A small copy of the photo (`scale` times as large) and the lines of text found on it, in
    the photo's pixels."""

    pixels: Pixels
    scale: float
    quads: list[PixelQuad]


@dataclass(frozen=True)
class Located:
    """Where the card is. `corners` (4 x 2, photo pixels) start at the corner that is the top left
    one if the text is not upside down; `outline` is None where only the text shows the place.

    `shape` is width over height. `others` are further outlines like cards, `beside` the boxes of
    text lines outside of the card.
    """

    corners: Vectors
    shape: float
    direction: Direction | None
    outline: Outline | None
    others: list[Vectors]
    beside: list[PixelQuad]
    held: list[PixelQuad]
    whole: bool = False

    @property
    def seen(self) -> bool:
        """Whether the card's edges are known: by an outline, or since it fills the picture."""
        return self.outline is not None or self.whole


def look(pixels: Pixels, engine: OcrEngine) -> Coarse:
    """A coarse look at the whole photo."""
    scale = min(1.0, COARSE_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = np.asarray(small, np.uint8)
    quads = [quad / np.float32(scale) for quad in engine.find(evened(small))]
    return Coarse(small, scale, quads)


def locate(coarse: Coarse) -> Located | None:
    """The card, the one with the most text; None where neither text nor an outline is seen."""
    direction = direction_of(coarse.quads)
    found = _by_outline(coarse, direction, coarse.quads)
    if found is not None or direction is None:
        return found
    block = _block(coarse.quads, direction)
    direction = direction_of(block) or direction
    found = _by_outline(coarse, direction, block)
    return found or _by_frame(coarse, direction, block) or _by_text(coarse, direction, block)


@dataclass(frozen=True)
class _View:
    """The photo turned so that its text runs level; `matrix` takes photo pixels to its own."""

    pixels: Pixels
    matrix: Matrix
    frame: Vectors

    @classmethod
    def of(cls, coarse: Coarse, straight: Matrix, texts: Vectors) -> "_View":
        frame = _frame(coarse)
        box = moved(straight, frame)
        low, high = box.min(axis=0), box.max(axis=0)
        if len(texts) >= 4:
            seen = moved(straight, texts)
            reach = 1.1 * np.ptp(seen, axis=0).max() + 1
            low = np.maximum(low, seen.min(axis=0) - reach)
            high = np.minimum(high, seen.max(axis=0) + reach)
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

    def to_photo(self, points: Vectors) -> Vectors:
        return moved(np.linalg.inv(self.matrix), points)


def _texts(quads: list[PixelQuad], direction: Direction | None) -> tuple[Vectors, Vectors]:
    """Middles, and lengths where a box runs along the direction, else nothing."""
    if not quads or direction is None:
        return np.zeros((len(quads), 2)), np.zeros(len(quads))
    boxes = np.array(quads, np.float64)
    return boxes.mean(axis=1), direction.lengths(boxes)


def _by_outline(
    coarse: Coarse, direction: Direction | None, quads: list[PixelQuad]
) -> Located | None:
    """The outline that holds the lines of text that run the same way."""
    straight = direction.straighten() if direction else np.eye(3)
    texts, weights = _texts(quads, direction)
    view = _View.of(coarse, straight, texts)
    outlines = find_outlines(view.pixels, view.to_view(view.frame), view.to_view(texts), weights)
    if not outlines or (weights.any() and _all_held(outlines) < LEAST_HELD):
        return None
    best, *others = outlines
    corners = view.to_photo(best.corners)
    further = [view.to_photo(other.corners) for other in others]
    shape = _snapped(shape_of(corners))
    return Located(corners, shape, direction, best, further, *_parted(coarse.quads, corners))


def _all_held(outlines: list[Outline]) -> float:
    """The share of the text in all outlines together: two cards hold half of it each."""
    left = 1.0
    for outline in outlines:
        left *= 1 - outline.held
    return 1 - left


def _by_frame(coarse: Coarse, direction: Direction, block: list[PixelQuad]) -> Located | None:
    """The whole picture, where it has a card's shape and text all over: a scan, a cut-out."""
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
        frame, _snapped(shape), direction, None, [], *_parted(coarse.quads, frame), whole=True
    )


def _by_text(coarse: Coarse, direction: Direction, block: list[PixelQuad]) -> Located:
    """A rectangle round the largest block of text that runs the same way."""
    straight = direction.straighten()
    flat = moved(straight, np.array(block, np.float64).reshape(-1, 2))
    low, high = flat.min(axis=0), flat.max(axis=0)
    margin = TEXT_MARGIN * (high[0] - low[0])
    (left, top), (right, bottom) = low - margin, high + margin
    around = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    corners = moved(np.linalg.inv(straight), around)
    shape = float((right - left) / (bottom - top))
    return Located(corners, shape, direction, None, [], *_parted(coarse.quads, corners))


def _parted(quads: list[PixelQuad], corners: Vectors) -> tuple[list[PixelQuad], list[PixelQuad]]:
    """Those outside of a quadrilateral, and those inside."""
    middles = np.array(quads, np.float64).reshape(-1, 4, 2).mean(axis=1)
    inside = within(corners, middles)
    beside = [quad for quad, is_inside in zip(quads, inside, strict=True) if not is_inside]
    return beside, [quad for quad, is_inside in zip(quads, inside, strict=True) if is_inside]


def _block(quads: list[PixelQuad], direction: Direction) -> list[PixelQuad]:
    boxes = np.array(quads, np.float64)
    flat = moved(direction.straighten(), boxes.reshape(-1, 2)).reshape(-1, 4, 2)
    block = _largest_block(flat, direction.lengths(boxes))
    return [quad for quad, is_inside in zip(quads, block, strict=True) if is_inside]


def _frame(coarse: Coarse) -> Vectors:
    """The photo's corners, in its pixels."""
    height, width = (side / coarse.scale for side in coarse.pixels.shape[:2])
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def _largest_block(boxes: Vectors, lengths: Vectors) -> Flags:
    """Which boxes (n x 4 x 2, level) belong to the block with the most text.

    Lines belong together where the gap between them is at most about two lines, or a column.
    """
    low, high = boxes.min(axis=1), boxes.max(axis=1)
    usual = float(np.median((high - low)[lengths > 0, 1])) if (lengths > 0).any() else 1.0
    reach = np.array([COLUMN_GAP, LINE_GAP]) * usual
    gaps = np.maximum(low[:, None] - high[None], low[None] - high[:, None])
    near = (gaps < reach).all(axis=2) & (lengths > 0)[:, None] & (lengths > 0)[None]
    count, labels = _groups(near)
    weights = [float(lengths[labels == label].sum()) for label in range(count)]
    return np.asarray(labels == int(np.argmax(weights)))


def _groups(near: Flags) -> tuple[int, NDArray[np.intp]]:
    """Numbers the groups that are linked, directly or through others."""
    labels = np.full(len(near), -1, np.intp)
    count = 0
    for start in range(len(near)):
        if labels[start] >= 0:
            continue
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if labels[one] < 0:
                labels[one] = count
                waiting += np.flatnonzero(near[one] & (labels < 0)).tolist()
        count += 1
    return count, labels


def _snapped(shape: float) -> float:
    """The nearest usual shape, where one is near."""
    off = np.abs(np.log(SHAPES) - np.log(shape))
    return float(SHAPES[int(off.argmin())]) if off.min() < SNAP else shape
