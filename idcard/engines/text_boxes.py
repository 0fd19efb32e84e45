"""Boxes from a text detector's heat map.

Post-processing of "Differentiable Binarization" (Liao, Wan, Yao, Chen, Bai: Real-time scene text
detection, AAAI 2020).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from idcard.pixels import PixelQuad

HEAT = 0.3
"""Heat from which a pixel counts as text."""
MIN_SCORE = 0.5
"""Smallest mean heat of a region of text."""
GROWTH = 1.5
"""Growth of a box, relative to area over outline, because the detector finds a line's core."""
MIN_THICKNESS = 3.0
MAX_BOXES = 600

HeatMap = NDArray[np.float32]
Outline = cv2.typing.MatLike


def boxes_of(heat: HeatMap) -> list[PixelQuad]:
    """Returns turned rectangles around the regions of a heat map (height × width, 0 to 1).

    Each starts at the corner that is top left when the line is read from left to right (or
    upwards). At most `MAX_BOXES`, the largest.
    """
    mask = (heat > HEAT).astype(np.uint8)
    regions, _tree = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    regions = sorted(regions, key=cv2.contourArea, reverse=True)[:MAX_BOXES]
    return [box for region in regions if (box := _box(heat, region)) is not None]


def _box(heat: HeatMap, region: Outline) -> PixelQuad | None:
    middle, (width, height), angle = cv2.minAreaRect(region)
    if min(width, height) < MIN_THICKNESS or _score(heat, region) < MIN_SCORE:
        return None
    grown = 2 * GROWTH * width * height / (2 * (width + height))
    corners = cv2.boxPoints((middle, (width + grown, height + grown), angle))
    return _in_reading_order(np.asarray(corners, np.float32))


def _score(heat: HeatMap, region: Outline) -> float:
    """Returns the mean heat inside the region's outline."""
    left, top, width, height = cv2.boundingRect(region)
    inside = np.zeros((height, width), np.uint8)
    cv2.drawContours(inside, [region], 0, 1, cv2.FILLED, offset=(-left, -top))
    return float(cv2.mean(heat[top : top + height, left : left + width], inside)[0])


def _in_reading_order(corners: PixelQuad) -> PixelQuad:
    """Returns the corners clockwise, starting with the long side that points to the right."""
    sides = np.roll(corners, -1, axis=0) - corners
    long = int(np.argmax(np.hypot(sides[:2, 0], sides[:2, 1])))
    candidates = [np.roll(corners, -start, axis=0) for start in (long, long + 2)]
    right = [float(quad[1, 0] - quad[0, 0]) for quad in candidates]
    if abs(right[0] - right[1]) < 1e-3:
        right = [float(quad[0, 1] - quad[1, 1]) for quad in candidates]
    return candidates[int(np.argmax(right))]
