"""Whether two pictures are the same photo: the second, exact look at what PDQ found alike.

Identity cards share one layout, so two scans of different cards may differ in only 10 to 20 of
PDQ's 256 bits, fewer than one photo cropped by a hundredth. So PDQ only finds candidates. Here
both pictures are laid over each other and compared patch by patch: in two photos of different
cards the printed frame agrees and the values and the portrait do not.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rontal.verification.pdq import Pixels

LOOK_SIZE = 640
PATCH = 32
MIN_CONTRAST = 4.0
MIN_MATCHES = 20
MIN_PATCHES = 20
WORST_SHARE = 6
SAME_FROM = 0.65
"""Likeness from which two pictures are the same photo; measured in tests/verification."""

Grey = NDArray[np.float32]
_ORB_FEATURES = 1500


@dataclass(frozen=True)
class Look:
    """A picture made ready for comparing: grey, at most 640 pixels, with its corner points."""

    grey: Grey
    points: NDArray[np.float32]
    descriptors: Any


def look(pixels: Pixels) -> Look:
    """Prepares a BGR picture."""
    scale = min(1.0, LOOK_SIZE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    corners, descriptors = cv2.ORB_create(_ORB_FEATURES).detectAndCompute(grey, None)  # type: ignore[attr-defined]
    points = np.array([corner.pt for corner in corners], np.float32)
    return Look(np.asarray(grey, np.float32), points, descriptors)


def likeness(one: Look, other: Look) -> float:
    """-1 to 1: how well the patches that fit worst still agree; same photo from `SAME_FROM`.

    Takes the better of two ways to lay the pictures over each other: edge on edge, and corner
    points on corner points (which undoes cropping and scaling).
    """
    height, width = one.grey.shape
    stretched = cv2.resize(other.grey, (width, height), interpolation=cv2.INTER_AREA)
    ways = [_agreement(one.grey, np.asarray(stretched, np.float32), np.ones_like(one.grey))]
    matrix = _alignment(one, other)
    if matrix is not None:
        laid = cv2.warpAffine(other.grey, matrix, (width, height))
        covered = cv2.warpAffine(np.ones_like(other.grey), matrix, (width, height))
        ways.append(
            _agreement(one.grey, np.asarray(laid, np.float32), np.asarray(covered, np.float32))
        )
    return max(ways)


def _alignment(one: Look, other: Look) -> NDArray[np.float64] | None:
    """Turn, scale and shift that lay `other` over `one`; None where too few corners agree."""
    if one.descriptors is None or other.descriptors is None:
        return None
    matches = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(
        other.descriptors, one.descriptors
    )
    if len(matches) < MIN_MATCHES:
        return None
    source = np.array([other.points[match.queryIdx] for match in matches])
    target = np.array([one.points[match.trainIdx] for match in matches])
    cv2.setRNGSeed(1)
    matrix, _inliers = cv2.estimateAffinePartial2D(source, target, ransacReprojThreshold=2.0)
    return None if matrix is None else np.asarray(matrix, np.float64)


def _agreement(one: Grey, other: Grey, covered: Grey) -> float:
    """The correlation of the patches at the 6th percentile; -1 where too little overlaps."""
    found = []
    for top in range(0, one.shape[0] - PATCH + 1, PATCH):
        for left in range(0, one.shape[1] - PATCH + 1, PATCH):
            at = (slice(top, top + PATCH), slice(left, left + PATCH))
            if covered[at].min() > 0.99 and one[at].std() >= MIN_CONTRAST:
                found.append(_correlation(one[at], other[at]))
    if len(found) < MIN_PATCHES:
        return -1.0
    return float(np.percentile(found, WORST_SHARE))


def _correlation(one: Grey, other: Grey) -> float:
    first, second = one - one.mean(), other - other.mean()
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / size if size > 0 else 0.0
