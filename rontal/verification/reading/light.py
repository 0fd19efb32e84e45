"""Takes shadows and darkness out of a picture before lines of text are sought in it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from rontal.verification.pdq import Pixels

COARSE_SIDE = 128
BRIGHT = 220.0
DARKEST = 8.0
"""What is darker holds nothing but the camera's noise."""
PATCH, SOFT = 3, 6
"""In pixels of the coarse picture: paper between letters is found within so many, and the light
changes within so many."""
EVEN_UP_TO = 1.5
"""A picture that would hardly get brighter than this anywhere stays as it is."""


def evened(pixels: Pixels) -> Pixels:
    """A BGR picture as if light fell on all of its parts alike: every part is made so much
    brighter that its paper is nearly white.

    The text detector, trained on well lit pages, finds twice the lines in shadows then.
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
    """How much brighter each part of a coarse copy has to become."""
    scale = min(1.0, COARSE_SIDE / max(pixels.shape[:2]))
    height, width = (max(1, round(side * scale)) for side in pixels.shape[:2])
    small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    coarse = np.asarray(small).max(axis=2).astype(np.float32)
    light = cv2.dilate(coarse, np.ones((PATCH, PATCH), np.uint8))
    light = np.maximum(cv2.GaussianBlur(light, (0, 0), SOFT), DARKEST)
    return np.asarray(np.maximum(BRIGHT / light, 1.0), np.float32)
