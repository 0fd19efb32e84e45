"""Geometry of points and lines in a plane under perspective."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vectors = NDArray[np.float64]
Flags = NDArray[np.bool_]


def moved(matrix: NDArray[np.floating[Any]], points: NDArray[np.floating[Any]]) -> Vectors:
    """Returns points (n × 2) transformed by a homography (3 × 3)."""
    if not len(points):
        return np.zeros((0, 2))
    flat = np.concatenate([points, np.ones((len(points), 1))], axis=1) @ matrix.T
    return np.asarray(flat[:, :2] / flat[:, 2:])


def homography(source: Vectors, target: Vectors) -> Matrix:
    """Returns the homography that maps four points to four others."""
    one, other = (np.asarray(points, np.float32) for points in (source, target))
    return np.asarray(cv2.getPerspectiveTransform(one, other), np.float64)


def shape_of(corners: Vectors) -> float:
    """Returns width over height of a quadrilateral, by the means of its opposite sides."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float((sides[0] + sides[2]) / max(1e-6, sides[1] + sides[3]))


def within(corners: Vectors, points: Vectors) -> Flags:
    """Returns which points (n × 2) are inside a convex quadrilateral with clockwise corners."""
    sides = np.roll(corners, -1, axis=0) - corners
    off = points[:, None, :] - corners[None]
    return np.asarray((sides[:, 0] * off[..., 1] - sides[:, 1] * off[..., 0] >= 0).all(axis=1))
