"""Interfaces of the machine and of its engines, which a library can replace."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rontal.verification.faces.model import Comparison, SelfieFaces, Similarity
from rontal.verification.geometry import Quad
from rontal.verification.pdq import Pixels
from rontal.verification.reading.model import CardReading
from rontal.verification.recognised_text import RecognisedText

PixelQuad = NDArray[np.float32]
"""Four corners (4 × 2) in pixels, clockwise from the top left of the content."""


class OcrEngine(Protocol):
    """Finds lines of text and recognises them. Images are BGR, uint8, height × width × 3."""

    def find(self, pixels: Pixels) -> list[PixelQuad]:
        """Returns the boxes of text lines at any angle; a box may start at the wrong end."""
        ...

    def recognise(self, lines: Sequence[Pixels]) -> list[RecognisedText]:
        """Returns the text of cut-out, upright lines in their order; "" where there is none."""
        ...


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


class Machine(Protocol):
    """Operations for the rest of verification. Photos are the bytes of a JPEG.

    Raises MachineUnable where the machine crashed, timed out or ran out of memory.
    """

    def read_card(self, photo: bytes) -> CardReading:
        """Reads a card."""
        ...

    def look_at_face(self, photo: bytes) -> SelfieFaces:
        """Finds the faces of a selfie; compares nothing and creates no template."""
        ...

    def compare_faces(
        self, card: bytes, photo: bytes, portrait: Quad | None, corners: Quad | None = None
    ) -> Comparison:
        """Compares the face on the card with the one in the photo; only with consent.

        `portrait` is where the reading found the card's portrait, `corners` the card's outline.
        """
        ...
