"""The rectified card, with lines cut out of the photo at full resolution."""

from dataclasses import dataclass

import cv2
import numpy as np

from idcard.geometry import Quad
from idcard.pixels import Pixels
from idcard.reading.plane import Matrix, Vectors, homography, moved

LINE_HEIGHT = 48
MAX_LINE_WIDTH = 1600
COARSE_FROM = 1.5
"""Factor of size from which a line is reduced in two steps, to avoid aliasing."""


@dataclass(frozen=True)
class FlatCard:
    """A card as a plane in the photo.

    `matrix` maps places on the rectified card (shares of its width) to the photo's pixels; `shape`
    is width over height.
    """

    photo: Pixels
    matrix: Matrix
    shape: float

    @classmethod
    def of(cls, photo: Pixels, corners: Vectors, shape: float) -> "FlatCard":
        """Returns the card with these corners in the photo, clockwise from its top left."""
        return cls(photo, homography(_edges(shape), corners), shape)

    def upside_down(self) -> "FlatCard":
        """Returns the same card, turned by 180 degrees."""
        turn = np.array([[-1, 0, 1], [0, -1, 1 / self.shape], [0, 0, 1]], np.float64)
        return FlatCard(self.photo, self.matrix @ turn, self.shape)

    @property
    def corners(self) -> Vectors:
        """Corners of the card (4 × 2) in pixels of the photo."""
        return moved(self.matrix, _edges(self.shape))

    def view(self, width: int) -> Pixels:
        """Returns an image of the whole card, `width` pixels wide."""
        scale = np.diag([1 / width, 1 / width, 1.0])
        return self._warped(self.matrix @ scale, width, max(1, round(width / self.shape)))

    def line(self, box: Vectors, *, height: int = LINE_HEIGHT, stretch: float = 1.0) -> Pixels:
        """Returns a line (corners 4 × 2 on the rectified card) as image, widened by `stretch`."""
        corners = moved(self.matrix, box)
        long, tall = (
            float(np.linalg.norm(corners[a] - corners[b]) + np.linalg.norm(corners[c] - corners[d]))
            for a, b, c, d in ((0, 1, 3, 2), (0, 3, 1, 2))
        )
        width = round(height * stretch * long / max(tall, 1e-6))
        width = min(MAX_LINE_WIDTH, max(8, width))
        finer = 2 if tall / 2 > COARSE_FROM * height else 1
        size = (width * finer, height * finer)
        edges = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float64)
        cut = self._warped(self.matrix @ homography(edges, box), *size)
        if finer == 1:
            return cut
        return np.asarray(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA), np.uint8)

    def place(self, box: Vectors) -> Quad:
        """Returns the place of a box (4 × 2 on the rectified card) in the photo."""
        height, width = self.photo.shape[:2]
        return Quad.of(moved(self.matrix, box) / (width, height))

    def _warped(self, matrix: Matrix, width: int, height: int) -> Pixels:
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        border = cv2.BORDER_REPLICATE
        warped = cv2.warpPerspective(
            self.photo, matrix, (width, height), flags=flags, borderMode=border
        )
        return np.asarray(warped, np.uint8)


def _edges(shape: float) -> Vectors:
    return np.array([[0, 0], [1, 0], [1, 1 / shape], [0, 1 / shape]], np.float64)
