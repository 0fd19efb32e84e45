"""Detection of copies without colour and of photos of screens."""

import cv2
import numpy as np
from numpy.typing import NDArray

from idcard.pixels import Pixels
from idcard.reading.rectify import FlatCard

Plane = NDArray[np.float32]
COLOUR_VIEW_SIZE = 96
PATCH = 256


def colourfulness(card: FlatCard) -> float:
    """Returns how much colours differ within the card, relative to their brightness.

    The colour of the light cancels out, and noise is averaged. A grey copy stays under 0.03 even in
    warm light, a card with coloured ground or portrait is above.
    """
    view = card.view(COLOUR_VIEW_SIZE * 4)
    small = cv2.resize(view, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 1.0)
    visible = small[(small.max(axis=2) < 250) & (small.min(axis=2) > 12)]
    if len(visible) < 100:
        return 0.0
    shares = visible / visible.sum(axis=1, keepdims=True)
    off = np.abs(shares - np.median(shares, axis=0)).max(axis=1)
    return float(np.percentile(off, 97))


def screen_pattern(card: FlatCard) -> float:
    """Returns how much the sharpest regular colour pattern stands out on the card (log of power).

    The colour stripes of a screen interfere with the camera's pixels and cause regular waves of
    colour. Print has grey lines, but no such waves.
    """
    corners = card.corners
    low = np.maximum(corners.min(axis=0), 0).astype(int)
    high = np.minimum(corners.max(axis=0), card.photo.shape[1::-1]).astype(int)
    spectra = [
        _spectrum(patch)
        for x, y in _places(low, high)
        if (patch := card.photo[y : y + PATCH, x : x + PATCH]).shape[:2] == (PATCH, PATCH)
    ]
    return _peak(np.sum(spectra, axis=0)) if spectra else 0.0


def _places(low: NDArray[np.int_], high: NDArray[np.int_]) -> list[tuple[int, int]]:
    middle = (low + high - PATCH) // 2
    reach = np.maximum((high - low - PATCH) // 5, 0)
    steps = ((0, 0), (-1, -1), (1, -1), (1, 1), (-1, 1))
    return [
        (max(0, int(middle[0] + a * reach[0])), max(0, int(middle[1] + b * reach[1])))
        for a, b in steps
    ]


def _spectrum(patch: Pixels) -> Plane:
    """Returns the power spectrum of two colour differences, normalised per patch."""
    blue, green, red = (patch[..., channel].astype(np.float32) for channel in range(3))
    total = np.zeros((PATCH, PATCH), np.float32)
    window = np.outer(np.hanning(PATCH), np.hanning(PATCH)).astype(np.float32)
    for difference in (red - blue, red + blue - 2 * green):
        fine = difference - cv2.GaussianBlur(difference, (0, 0), 10)
        total += np.abs(np.fft.fftshift(np.fft.fft2(fine * window))).astype(np.float32) ** 2
    return np.asarray(total / max(float(np.median(total)), 1e-6), np.float32)


def _peak(power: Plane) -> float:
    """Returns the highest peak over its surroundings, without low frequencies and JPEG blocks."""
    power = np.log(cv2.GaussianBlur(power, (0, 0), 0.8) + 1e-3)
    prominence = power - cv2.GaussianBlur(cv2.blur(power, (21, 21)), (0, 0), 4)
    y, x = np.mgrid[:PATCH, :PATCH] - PATCH // 2
    slow = np.hypot(x, y) < PATCH * 0.03
    blocks = ((np.abs(x) < 2) | (np.abs(y) < 2)) & (
        np.minimum(np.abs(x) + np.abs(y), 999) % 16 % 14 < 3
    )
    prominence[slow | blocks] = 0
    return float(prominence.max())
