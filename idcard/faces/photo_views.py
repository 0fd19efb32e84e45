"""Images cut out of a photo for face detection, with the transform back to the photo."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot, inf

import cv2
import numpy as np
from numpy.typing import NDArray

from idcard.faces.engine import DetectedFace, FaceEngine
from idcard.geometry import Quad
from idcard.pixels import PixelQuad, Pixels

QUARTERS = (0, 1, 3, 2)
"""Quarter turns in the order of trying; lying on a side is more frequent than upside down."""
CERTAIN = 1.0
"""Certainty that ends the search; faces in a wrong orientation are rarely found with so much."""
EXPECTED = 0.5
"""Certainty that is enough for an image in the expected orientation.

Of 88 selfies in all wrong orientations none showed a face; of 30 cards one did, with this
certainty, in the half without the portrait.
"""


@dataclass(frozen=True)
class View:
    """An image, and the 3 × 3 matrix from its pixels to those of the photo."""

    pixels: Pixels
    to_photo: NDArray[np.float64]

    def faces(self, engine: FaceEngine) -> list[DetectedFace]:
        """Returns the upright faces of this image, largest first, in pixels of the photo."""
        return [
            DetectedFace(_moved(face.place, self.to_photo), face.certainty, face.turn)
            for face in engine.find(self.pixels)
        ]


def scaled(photo: Pixels, longest: int) -> View:
    """Returns the whole photo, scaled down to a longer side of `longest` pixels."""
    scale = min(1.0, longest / max(photo.shape[:2]))
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    back = [photo.shape[1] / small.shape[1], photo.shape[0] / small.shape[0], 1.0]
    return View(np.asarray(small, np.uint8), np.diag(back))


def cut_out(photo: Pixels, place: Quad, *, longest: int, margin: float) -> View:
    """Returns the content of a quad, rectified, with a longer side of `longest` pixels.

    `margin` is added on each side, as a fraction of the quad's shorter side.
    """
    corners = in_pixels(place, photo)
    width = max(1.0, hypot(*(corners[1] - corners[0])), hypot(*(corners[2] - corners[3])))
    height = max(1.0, hypot(*(corners[3] - corners[0])), hypot(*(corners[2] - corners[1])))
    border = margin * min(width, height)
    scale = longest / (max(width, height) + 2 * border)
    size = (round((width + 2 * border) * scale), round((height + 2 * border) * scale))
    low, right, foot = border * scale, (border + width) * scale, (border + height) * scale
    laid = np.array([[low, low], [right, low], [right, foot], [low, foot]], np.float32)
    to_photo = cv2.getPerspectiveTransform(laid, corners)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(photo, to_photo, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return View(np.asarray(flat, np.uint8), np.asarray(to_photo, np.float64))


def turns(view: View) -> Iterator[View]:
    """Yields the view in all four orientations, the current one first."""
    for quarter in QUARTERS:
        height, width = view.pixels.shape[:2]
        back = {
            0: [[1, 0, 0], [0, 1, 0]],
            1: [[0, -1, width], [1, 0, 0]],
            2: [[-1, 0, width], [0, -1, height]],
            3: [[0, 1, 0], [-1, 0, height]],
        }[quarter]
        pixels = np.ascontiguousarray(np.rot90(view.pixels, quarter))
        yield View(pixels, view.to_photo @ np.array([*back, [0, 0, 1]], np.float64))


def upright_faces(view: View, engine: FaceEngine) -> list[DetectedFace]:
    """Returns the faces of the orientation with the most certain one, in pixels of the photo."""
    return most_certain(turns(view), engine)


def most_certain(views: Iterable[View], engine: FaceEngine) -> list[DetectedFace]:
    """Returns the faces of the view with the most certain one, in pixels of the photo, or [].

    The first view is the expected one. A sufficiently certain face ends the search.
    """
    best: list[DetectedFace] = []
    threshold = EXPECTED
    for view in views:
        faces = view.faces(engine)
        best = max(best, faces, key=_certainty)
        if _certainty(best) >= threshold:
            break
        threshold = CERTAIN
    return best


def _certainty(faces: list[DetectedFace]) -> float:
    return max((face.certainty for face in faces), default=-inf)


def in_pixels(place: Quad, photo: Pixels) -> PixelQuad:
    """Converts a place in a photo from shares to pixels."""
    height, width = photo.shape[:2]
    return np.asarray(place.corners, np.float32) * np.array([width, height], np.float32)


def in_shares(place: PixelQuad, photo: Pixels) -> Quad:
    """Converts a place in a photo from pixels to shares."""
    height, width = photo.shape[:2]
    return Quad.of((place / np.array([width, height])).tolist())


def width_of(face: DetectedFace) -> float:
    """Returns the width of a face square in pixels."""
    return hypot(*(face.place[1] - face.place[0]))


def _moved(place: PixelQuad, matrix: NDArray[np.float64]) -> PixelQuad:
    points = np.asarray(place, np.float64).reshape(1, -1, 2)
    return np.asarray(cv2.perspectiveTransform(points, matrix)[0], np.float32)
