"""Grouping of text boxes into blocks, such as a card and a newspaper beside it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from idcard.pixels import PixelQuad
from idcard.reading.direction import LONG
from idcard.reading.plane import Flags, Vectors

COLUMN_GAP, LINE_GAP = 9.0, 2.2
"""Largest gaps between lines of a block, in line heights."""
ROW_GAP = 12.0
"""Largest gap between a block and a row of the same sheet above or below, in line heights."""
MIN_ASPECT_RATIO = 1.45
"""Smallest width over height of a sheet's text."""
ASKEW = np.radians(6)
ALIKE = 2.6
"""Largest ratio of line heights within a block."""


def blocks_of(quads: Sequence[PixelQuad]) -> list[list[PixelQuad]]:
    """Returns blocks of lines with similar direction and height near each other, most text first.

    Short boxes, which have no direction, are left out.
    """
    boxes = np.array(quads, np.float64).reshape(-1, 4, 2)
    lengths, heights = _sides(boxes)
    long = np.flatnonzero(lengths >= LONG * heights)
    count, labels = groups_of(_neighbours(boxes[long], lengths[long], heights[long]))
    weights = np.bincount(labels, lengths[long], minlength=count)
    return [
        [quads[place] for place in long[labels == number].tolist()]
        for number in np.argsort(-weights, kind="stable")
    ]


def text_length(quads: Sequence[PixelQuad]) -> float:
    """Returns the total length of all lines in heights of their boxes, a measure of the text."""
    if not quads:
        return 0.0
    lengths, heights = _sides(np.array(quads, np.float64))
    return float((lengths / np.maximum(heights, 1e-6)).sum())


def largest_block(boxes: Vectors, lengths: Vectors) -> Flags:
    """Returns which of the boxes (n × 4 × 2, turned level) belong to the block with the most text.

    Lines belong together where the gap between them is at most about two lines, or a column.
    """
    low, high = boxes.min(axis=1), boxes.max(axis=1)
    usual = float(np.median((high - low)[lengths > 0, 1])) if (lengths > 0).any() else 1.0
    reach = np.array([COLUMN_GAP, LINE_GAP]) * usual
    gaps = np.maximum(low[:, None] - high[None], low[None] - high[:, None])
    near = (gaps < reach).all(axis=2) & (lengths > 0)[:, None] & (lengths > 0)[None]
    count, labels = groups_of(near)
    weights = np.bincount(labels, lengths, minlength=count)
    return np.asarray(labels == int(np.argmax(weights)))


def with_further_rows(block: Vectors, rows: Vectors) -> tuple[Vectors, Vectors]:
    """Extends a block by rows above and below that fit on the same sheet of paper.

    Takes the block's points (n × 2) and the rows (m × 4 × 2), turned level; returns the low and
    high corner. A family card has an empty table between its people and its date.
    """
    low, high = block.min(axis=0), block.max(axis=0)
    most = (high[0] - low[0]) / MIN_ASPECT_RATIO
    tops, ends = rows[..., 1].min(axis=1), rows[..., 1].max(axis=1)
    usual = float(np.median(ends - tops)) if len(rows) else 0.0
    middles = rows[..., 0].mean(axis=1)
    among = (middles > low[0]) & (middles < high[0]) & (ends - tops < ALIKE * usual)
    for top, end in sorted(
        zip(tops[among].tolist(), ends[among].tolist(), strict=True),
        key=lambda row: max(low[1] - row[0], row[1] - high[1]),
    ):
        gap = max(low[1] - end, top - high[1])
        if gap < ROW_GAP * usual and max(end, high[1]) - min(top, low[1]) <= most:
            low[1], high[1] = min(top, low[1]), max(end, high[1])
    return low, high


def groups_of(near: Flags) -> tuple[int, NDArray[np.intp]]:
    """Returns number and labels of the connected components of a link matrix (n × n)."""
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


def _neighbours(boxes: Vectors, lengths: Vectors, heights: Vectors) -> Flags:
    """Returns which of these boxes belong together."""
    along = (boxes[:, 1] - boxes[:, 0]) / np.maximum(lengths, 1e-6)[:, None]
    down = np.stack([-along[:, 1], along[:, 0]], axis=1)
    off = boxes[None] - boxes.mean(axis=1)[:, None, None]
    gap = _gap(np.einsum("ijkx,ix->ijk", off, along), lengths / 2)
    below = _gap(np.einsum("ijkx,ix->ijk", off, down), heights / 2)
    usual = np.sqrt(heights[:, None] * heights[None])
    near = (gap < COLUMN_GAP * usual) & (below < LINE_GAP * usual)
    angles = np.arctan2(along[:, 1], along[:, 0])
    turn = np.abs((angles[:, None] - angles[None] + np.pi / 2) % np.pi - np.pi / 2)
    ratio = heights[:, None] / np.maximum(heights[None], 1e-6)
    alike = (ratio < ALIKE) & (ratio > 1 / ALIKE)
    return np.asarray((near | near.T) & (turn < ASKEW) & alike)


def _gap(places: Vectors, half: Vectors) -> Vectors:
    """Returns the distance of corners (n × n × 4) from an interval around 0."""
    before, after = -half[:, None] - places.max(axis=2), places.min(axis=2) - half[:, None]
    return np.asarray(np.maximum(before, after))


def _sides(boxes: Vectors) -> tuple[Vectors, Vectors]:
    lengths = np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1)
    return lengths, np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)
