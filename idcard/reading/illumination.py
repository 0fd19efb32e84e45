"""Evening out of light before text detection."""

import cv2
import numpy as np
from numpy.typing import NDArray

from idcard.pixels import Pixels

COARSE_SIDE = 128
BRIGHT = 220.0
DARKEST = 8.0
"""Brightness below which there is only camera noise."""
PATCH, SOFT = 3, 6
"""Sizes in pixels of the coarse image: paper between letters is found within PATCH.

Light changes slowly over SOFT.
"""
EVEN_UP_TO = 1.5
"""Gain below which an image is left unchanged."""


def evened(pixels: Pixels) -> Pixels:
    """Returns a BGR image in which every part is so bright that its paper is nearly white.

    The text detector, trained on well lit pages, then finds twice as many lines in shadows.
    """
    gains = _gains(pixels)
    if float(np.percentile(gains, 95)) < EVEN_UP_TO:
        return pixels
    height, width = pixels.shape[:2]
    wide = cv2.resize(gains, (width, height), interpolation=cv2.INTER_LINEAR)
    brighter = pixels.astype(np.float32)
    brighter *= wide[..., None]
    return np.asarray(np.minimum(brighter, 255, out=brighter), np.uint8)


def _gains(pixels: Pixels) -> NDArray[np.float32]:
    """Returns the gain for each part of a coarse copy."""
    scale = min(1.0, COARSE_SIDE / max(pixels.shape[:2]))
    height, width = (max(1, round(side * scale)) for side in pixels.shape[:2])
    small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    coarse = np.asarray(small).max(axis=2).astype(np.float32)
    light = cv2.dilate(coarse, np.ones((PATCH, PATCH), np.uint8))
    light = np.maximum(cv2.GaussianBlur(light, (0, 0), SOFT), DARKEST)
    return np.asarray(np.maximum(BRIGHT / light, 1.0), np.float32)
