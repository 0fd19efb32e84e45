"""Sharpness of a card's outline, to distinguish an empty side from a photo out of focus."""

import cv2
import numpy as np

from idcard.reading.plane import Matrix, Vectors, moved
from idcard.reading.rectify import FlatCard

REACH = 0.03
"""Distance on both sides of the outline, in card widths."""
STEPS, PLACES = 41, 60
MIN_CONTRAST = 20.0


def steepness(card: FlatCard) -> float:
    """Returns the largest share (0 to 1) of the step between card and background in one sample.

    A sample is 1/667 of the card's width. The result is the upper quartile along the outline; 0
    where card and background are alike. A photo in focus has 0.4 and more; a blur of sigma s, in
    card widths, leaves 0.0006 / s.
    """
    grey = cv2.cvtColor(card.photo, cv2.COLOR_BGR2GRAY)
    places = moved(card.matrix, _across(card.shape).reshape(-1, 2)).astype(np.float32)
    x, y = (places[:, axis].reshape(-1, STEPS) for axis in (0, 1))
    profiles = cv2.remap(grey, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    profiles = profiles.astype(np.float32)
    contrast = np.ptp(profiles, axis=1)
    steepest = np.abs(np.diff(profiles, axis=1)).max(axis=1)
    clear = contrast >= MIN_CONTRAST
    return float(np.percentile(steepest[clear] / contrast[clear], 75)) if clear.any() else 0.0


def _across(shape: float) -> Vectors:
    """Returns points (n × STEPS × 2) on the rectified card, from outside across each side."""
    along = np.linspace(0.1, 0.9, PLACES)[:, None] * np.ones(STEPS)
    off = np.linspace(-REACH, REACH, STEPS)[None] * np.ones((PLACES, 1))
    high = 1 / shape
    sides: list[Matrix] = [
        np.stack([along, off], axis=2),
        np.stack([along, high - off], axis=2),
        np.stack([off, along * high], axis=2),
        np.stack([1 - off, along * high], axis=2),
    ]
    return np.concatenate(sides)
