"""Exact comparison of two photos that PDQ finds similar.

Identity cards share one layout, so scans of two cards may differ in only 10 to 20 of PDQ's 256
bits, fewer than one photo cropped by 1 %. Therefore PDQ only finds candidates. Here both images are
aligned and compared patch by patch: in photos of different cards the printed frame matches, but
values and portrait do not.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from idcard.pixels import Pixels

VIEW_SIZE = 640
PATCH = 32
MIN_CONTRAST = 4.0
MIN_MATCHES = 20
MIN_PATCHES = 20
WORST_SHARE = 6
SAME_FROM = 0.65
"""Similarity from which two images are the same photo; measured in tests/idcard."""

Grey = NDArray[np.float32]
_ORB_FEATURES = 1500


@dataclass(frozen=True)
class PreparedImage:
    """An image prepared for comparison: grey, at most 640 pixels, with its corner points."""

    grey: Grey
    points: NDArray[np.float32]
    descriptors: Any


def prepare(pixels: Pixels) -> PreparedImage:
    """Returns a BGR image prepared for comparison."""
    scale = min(1.0, VIEW_SIZE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    corners, descriptors = cv2.ORB_create(_ORB_FEATURES).detectAndCompute(grey, None)  # type: ignore[attr-defined]
    points = np.array([corner.pt for corner in corners], np.float32)
    return PreparedImage(np.asarray(grey, np.float32), points, descriptors)


def similarity(one: PreparedImage, other: PreparedImage) -> float:
    """Returns the similarity (-1 to 1) of the worst patches; the same photo from `SAME_FROM`.

    Uses the better of two alignments: by the edges, and by corner points (which undoes cropping and
    scaling).
    """
    height, width = one.grey.shape
    stretched = cv2.resize(other.grey, (width, height), interpolation=cv2.INTER_AREA)
    agreements = [_agreement(one.grey, np.asarray(stretched, np.float32), np.ones_like(one.grey))]
    matrix = _alignment(one, other)
    if matrix is not None:
        laid = cv2.warpAffine(other.grey, matrix, (width, height))
        covered = cv2.warpAffine(np.ones_like(other.grey), matrix, (width, height))
        agreements.append(
            _agreement(one.grey, np.asarray(laid, np.float32), np.asarray(covered, np.float32))
        )
    return max(agreements)


def _alignment(one: PreparedImage, other: PreparedImage) -> NDArray[np.float64] | None:
    """Returns the similarity transform from `other` to `one`; None with too few matches."""
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
    """Returns the 6th percentile of the patches' correlation; -1 where too little overlaps."""
    agreements = []
    for top in range(0, one.shape[0] - PATCH + 1, PATCH):
        for left in range(0, one.shape[1] - PATCH + 1, PATCH):
            at = (slice(top, top + PATCH), slice(left, left + PATCH))
            if covered[at].min() > 0.99 and one[at].std() >= MIN_CONTRAST:
                agreements.append(_correlation(one[at], other[at]))
    if len(agreements) < MIN_PATCHES:
        return -1.0
    return float(np.percentile(agreements, WORST_SHARE))


def _correlation(one: Grey, other: Grey) -> float:
    first, second = one - one.mean(), other - other.mean()
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / size if size > 0 else 0.0
