"""From a text detector's heat map to boxes: the post-processing of "Differentiable Binarization"
(Liao, Wan, Yao, Chen, Bai: Real-time scene text detection, AAAI 2020)."""

import cv2
import numpy as np
from numpy.typing import NDArray

from rontal.verification.machine.protocols import PixelQuad

HEAT = 0.3
"""From where on a pixel counts as text."""
MIN_SCORE = 0.5
"""A region's mean heat below which it is no text."""
GROWTH = 1.5
"""The detector finds the core of a line; this is how far its box grows, by area over outline."""
MIN_THICKNESS = 3.0
MOST = 600

HeatMap = NDArray[np.float32]
Outline = cv2.typing.MatLike


def boxes_of(heat: HeatMap) -> list[PixelQuad]:
    """Turned rectangles round the regions of a heat map (height x width, 0 to 1), in its pixels.

    Each starts at the corner that is the top left one when the line is read from left to right
    (or upwards); at most `MOST`, the largest.
    """
    mask = (heat > HEAT).astype(np.uint8)
    regions, _tree = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    regions = sorted(regions, key=cv2.contourArea, reverse=True)[:MOST]
    return [box for region in regions if (box := _box(heat, region)) is not None]


def _box(heat: HeatMap, region: Outline) -> PixelQuad | None:
    middle, (width, height), angle = cv2.minAreaRect(region)
    if min(width, height) < MIN_THICKNESS or _score(heat, region) < MIN_SCORE:
        return None
    grown = 2 * GROWTH * width * height / (2 * (width + height))
    corners = cv2.boxPoints((middle, (width + grown, height + grown), angle))
    return _in_reading_order(np.asarray(corners, np.float32))


def _score(heat: HeatMap, region: Outline) -> float:
    """The mean heat inside the region's outline."""
    left, top, width, height = cv2.boundingRect(region)
    inside = np.zeros((height, width), np.uint8)
    cv2.drawContours(inside, [region], 0, 1, cv2.FILLED, offset=(-left, -top))
    return float(cv2.mean(heat[top : top + height, left : left + width], inside)[0])


def _in_reading_order(corners: PixelQuad) -> PixelQuad:
    """Clockwise, the long side first, along the direction that points to the right."""
    sides = np.roll(corners, -1, axis=0) - corners
    long = int(np.argmax(np.hypot(sides[:2, 0], sides[:2, 1])))
    candidates = [np.roll(corners, -start, axis=0) for start in (long, long + 2)]
    right = [float(quad[1, 0] - quad[0, 0]) for quad in candidates]
    if abs(right[0] - right[1]) < 1e-3:
        right = [float(quad[0, 1] - quad[1, 1]) for quad in candidates]
    return candidates[int(np.argmax(right))]
