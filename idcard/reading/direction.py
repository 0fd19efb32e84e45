"""Direction of a photo's text, from the boxes of its lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from idcard.pixels import PixelQuad

Matrix = NDArray[np.float64]
Vectors = NDArray[np.float64]
LONG = 2.2
"""Ratio of length to height from which a box has a direction."""
ROUNDS = 4
TOLERANCE = np.radians(4)


@dataclass(frozen=True, slots=True)
class Direction:
    """Direction of text.

    `angle` is in radians, clockwise from the right, within half a turn; `fan` is how the angle
    changes by perspective, in radians per pixel across the lines (0: none); `middle` is in pixels;
    `agreement` is the fraction of the text's length (0 to 1) in this direction.
    """

    angle: float
    fan: float
    middle: tuple[float, float]
    agreement: float

    def straighten(self) -> Matrix:
        """Returns the homography that makes the text level, with `middle` as origin."""
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        x, y = self.middle
        turn = np.array([[cos, sin, -x * cos - y * sin], [-sin, cos, x * sin - y * cos], [0, 0, 1]])
        return np.asarray(np.array([[1, 0, 0], [0, 1, 0], [self.fan, 0, 1]]) @ turn)

    def lengths(self, boxes: Vectors) -> Vectors:
        """Returns the lengths of boxes (n × 4 × 2) in this direction; 0 for others."""
        vectors = _vectors(boxes)
        lengths = np.hypot(vectors[:, 0], vectors[:, 1])
        across = (boxes.mean(axis=1) - self.middle) @ [-np.sin(self.angle), np.cos(self.angle)]
        off = (
            _angle_differences(np.arctan2(vectors[:, 1], vectors[:, 0]), self.angle)
            - self.fan * across
        )
        thick = np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)
        agrees = np.abs(off) < np.where(lengths > LONG * thick, 2, 6) * TOLERANCE
        return np.asarray(lengths * agrees)


def direction_of(quads: Sequence[PixelQuad]) -> Direction | None:
    """Returns the direction of most text, weighted by length; None without a long box."""
    boxes = np.array([quad for quad in quads if _length(quad) >= LONG * _thickness(quad)])
    if not len(boxes):
        return None
    middles, vectors = boxes.mean(axis=1), _vectors(boxes)
    lengths = np.hypot(vectors[:, 0], vectors[:, 1])
    angles = np.arctan2(vectors[:, 1], vectors[:, 0])
    angle = _commonest(angles, lengths)
    return _with_fan(angle, angles, lengths, middles)


def _with_fan(angle: float, angles: Vectors, lengths: Vectors, middles: Vectors) -> Direction:
    """Fits the angle, and its change across the lines, to all boxes that nearly agree."""
    is_near = np.abs(_angle_differences(angles, angle)) < np.radians(20)
    middle, fan = np.average(middles[is_near], axis=0, weights=lengths[is_near]), 0.0
    for _ in range(ROUNDS):
        across = (middles - middle) @ np.array([-np.sin(angle), np.cos(angle)])
        off = _angle_differences(angles, angle)
        is_near = np.abs(off - fan * across) < TOLERANCE
        if not is_near.any():
            break
        weights = lengths * is_near
        middle = np.average(middles, axis=0, weights=weights)
        across = (middles - middle) @ np.array([-np.sin(angle), np.cos(angle)])
        spread = (
            float(weights @ across**2) + float(weights.sum()) * np.ptp(across[is_near]) ** 2 / 50
        )
        fan = float(weights @ (across * off)) / spread if spread > 0 and is_near.sum() > 3 else 0.0
        angle += float(weights @ (off - fan * across)) / float(weights.sum())
    share = float(lengths[is_near].sum() / lengths.sum())
    return Direction(float(angle), fan, (float(middle[0]), float(middle[1])), share)


def _commonest(angles: Vectors, weights: Vectors) -> float:
    """Returns the angle with the most text within 8 degrees around it."""
    near = np.abs(_angle_differences(angles[:, None], angles[None, :])) < np.radians(8)
    return float(angles[int(np.argmax(near @ weights))])


def _angle_differences(angles: Vectors, other: float | Vectors) -> Vectors:
    """Returns differences within a quarter turn to both sides, as a line has no start."""
    return np.asarray((angles - other + np.pi / 2) % np.pi - np.pi / 2)


def _vectors(boxes: Vectors) -> Vectors:
    return np.asarray((boxes[:, 1] - boxes[:, 0] + boxes[:, 2] - boxes[:, 3]) / 2, np.float64)


def _length(quad: PixelQuad) -> float:
    return float(np.hypot(*(quad[1] - quad[0])))


def _thickness(quad: PixelQuad) -> float:
    return float(np.hypot(*(quad[3] - quad[0])))
