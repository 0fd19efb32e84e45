"""Technical quality of a photo: size, light, glare and sharpness. Without Django."""

import cv2
import numpy as np
from numpy.typing import NDArray

from idcard.photo_facts import Measures
from idcard.pixels import Pixels

VIEW_SIZE = 640
WHITE = 250
REBLUR = 9


def measure(pixels: Pixels) -> Measures:
    """Returns the measures of a BGR image."""
    grey = _at_view_size(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8))
    return Measures(
        size=min(pixels.shape[:2]),
        light=float(np.percentile(grey, 75)),
        glare=_largest_burnt_patch(grey),
        blur=_blur(grey),
    )


def _at_view_size(pixels: Pixels) -> Pixels:
    scale = VIEW_SIZE / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    return np.asarray(
        cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )


def _largest_burnt_patch(grey: NDArray[np.generic]) -> float:
    burnt = (np.asarray(grey) >= WHITE).astype(np.uint8)
    burnt = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)).astype(np.uint8)
    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(burnt)
    if count < 2:
        return 0.0
    return float(stats[1:, cv2.CC_STAT_AREA].max()) / burnt.size


def _blur(grey: NDArray[np.generic]) -> float:
    picture = np.asarray(grey, np.float32)
    return max(_blur_along(picture, axis) for axis in (0, 1))


def _blur_along(picture: NDArray[np.float32], axis: int) -> float:
    kernel = (1, REBLUR) if axis == 0 else (REBLUR, 1)
    before = _steps(picture, axis)
    after = _steps(np.asarray(cv2.blur(picture, kernel), np.float32), axis)
    total = cv2.sumElems(before)[0]
    if total == 0:
        return 1.0
    return 1 - cv2.sumElems(np.maximum(0, cv2.subtract(before, after)))[0] / total


def _steps(picture: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    """Returns the absolute differences of neighbouring pixels along an axis."""
    first, second = (picture[1:], picture[:-1]) if axis == 0 else (picture[:, 1:], picture[:, :-1])
    return np.asarray(cv2.absdiff(first, second), np.float32)
