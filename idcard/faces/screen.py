"""Detection of the regular grid that a screen's pixels leave in a photo."""

import cv2
import numpy as np
from numpy.typing import NDArray

from idcard.faces.engine import DetectedFace
from idcard.pixels import Pixels

PATCH = 256
COARSEST = 0.06
"""Lowest frequency in cycles per pixel; lower ones belong to the face itself."""
BLOCKS = 8
"""Size of JPEG blocks, whose edges cause frequencies along both axes."""


def grid(pixels: Pixels, face: DetectedFace) -> float:
    """Returns how much the strongest frequency on a face exceeds others of its speed.

    It is log10 of the ratio of powers. Skin, hair and noise give 1.2 to 2.1.
    """
    power = _power(_patch(pixels, face))
    waves = np.fft.fftshift(np.fft.fftfreq(PATCH))
    radius = np.hypot(waves[:, None], waves[None, :])
    peaks = np.where(_counted(waves, radius), power, 0)
    usual = _ring_means(power, radius)
    return float(np.log10((peaks / usual).max()))


def _patch(pixels: Pixels, face: DetectedFace) -> NDArray[np.float32]:
    """Returns the middle of the face at the photo's own scale, as grey levels."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    x, y = face.place.mean(axis=0)
    middle = (float(x), float(y))
    return np.asarray(cv2.getRectSubPix(grey, (PATCH, PATCH), middle), np.float32)


def _power(patch: NDArray[np.float32]) -> NDArray[np.float64]:
    window = np.hanning(PATCH)
    flat = (patch - patch.mean()) * window[:, None] * window[None, :]
    return np.abs(np.fft.fftshift(np.fft.fft2(flat))) ** 2 + 1.0


def _counted(waves: NDArray[np.float64], radius: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Returns which frequencies can belong to a grid: high ones, except those of JPEG blocks."""
    off = np.abs(waves * BLOCKS - np.rint(waves * BLOCKS)) / BLOCKS < 2 / PATCH
    still = np.abs(waves) < 2 / PATCH
    blocks = (off[:, None] & still[None, :]) | (still[:, None] & off[None, :])
    return np.asarray((radius > COARSEST) & ~blocks)


def _ring_means(power: NDArray[np.float64], radius: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns for each frequency the mean power of frequencies of the same radius."""
    ring = np.minimum((radius * PATCH / 4).astype(int), PATCH // 4)
    sums = np.bincount(ring.ravel(), np.sqrt(power).ravel())
    means = sums / np.maximum(1, np.bincount(ring.ravel()))
    return np.asarray(means[ring] ** 2)
