"""Interface of the face engine, which a library can replace."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from idcard.faces.model import Similarity
from idcard.pixels import PixelQuad, Pixels


@dataclass(frozen=True, slots=True)
class DetectedFace:
    """A face: its place in pixels, and its certainty (larger is more certain).

    `turn` is how far it looks aside, 0 into the camera; 0 where an engine does not provide it.
    """

    place: PixelQuad
    certainty: float
    turn: float = 0.0


class FaceEngine(Protocol):
    """Finds faces and describes them. Images are BGR, uint8, height × width × 3."""

    def find(self, pixels: Pixels) -> list[DetectedFace]:
        """Returns the faces of an upright image, largest first."""
        ...

    def describe(self, pixels: Pixels, face: DetectedFace) -> NDArray[np.float64]:
        """Returns the template that `compare` compares. Callers never store it."""
        ...

    def compare(
        self, one: NDArray[np.float64], other: NDArray[np.float64]
    ) -> tuple[Similarity, float]:
        """Returns MATCH, UNSURE or DIFFERENT for two templates, and their distance.

        The limits belong to the engine, because distances differ between engines.
        """
        ...

    def distance_ratio(self, one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
        """Returns the distance as a fraction of the limit for a match; above 1 is no match."""
        ...
