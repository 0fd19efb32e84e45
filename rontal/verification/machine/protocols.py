"""What the machine offers, and what a library that plugs in another engine has to give it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rontal.verification.faces.model import Comparison, FaceLook, Likeness
from rontal.verification.geometry import Quad
from rontal.verification.pdq import Pixels
from rontal.verification.reading.model import CardReading

PixelQuad = NDArray[np.float32]
"""Four corners (4 x 2) in pixels, from the top left of what it holds, clockwise."""


@dataclass(frozen=True, slots=True)
class Word:
    """Recognised text.

    `certainties` has one figure (0 to 1) for every character of `text`, and `middles` where along
    the line it stands (0 to 1); both are empty where an engine cannot tell.
    """

    text: str
    certainty: float
    certainties: tuple[float, ...] = ()
    middles: tuple[float, ...] = ()


class OcrEngine(Protocol):
    """Finds lines of text and recognises them. Pictures are BGR, uint8, height x width x 3."""

    def find(self, pixels: Pixels) -> list[PixelQuad]:
        """Where lines of text stand, at any angle; which end is the beginning may be wrong."""
        ...

    def recognise(self, lines: Sequence[Pixels]) -> list[Word]:
        """The text of cut-out, upright lines, in their order; "" where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face: its place in pixels, and how certain it is (larger is more certain).

    `turn` tells how far it looks aside, 0 into the camera; 0 where an engine cannot tell.
    """

    place: PixelQuad
    certainty: float
    turn: float = 0.0


class FaceEngine(Protocol):
    """Finds faces and describes them. Pictures are BGR, uint8, height x width x 3."""

    def find(self, pixels: Pixels) -> list[FoundFace]:
        """The faces of an upright picture, the largest first."""
        ...

    def describe(self, pixels: Pixels, face: FoundFace) -> NDArray[np.float64]:
        """The template that `likeness` compares. Callers never keep it."""
        ...

    def likeness(
        self, one: NDArray[np.float64], other: NDArray[np.float64]
    ) -> tuple[Likeness, float]:
        """MATCH, UNSURE or DIFFERENT for two templates, and their distance. It is the engine that
        knows where to draw the lines."""
        ...

    def room(self, one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
        """How much of what a match may lie apart two templates do: over 1 they do not match."""
        ...


class Machine(Protocol):
    """What the rest of verification asks for. Photos are the bytes of a JPEG.

    Raises MachineUnable (errors.py) where it could not: crashed, timed out, out of memory.
    """

    def read_card(self, photo: bytes) -> CardReading:
        """What stands on a card."""
        ...

    def look_at_face(self, photo: bytes) -> FaceLook:
        """The faces of a photo of oneself; compares nothing and makes no template."""
        ...

    def compare_faces(
        self, card: bytes, photo: bytes, portrait: Quad | None, corners: Quad | None = None
    ) -> Comparison:
        """The face on the card against the one in the photo; only with consent to it.

        `portrait` is where the reading found the card's photo, `corners` the card's outline.
        """
        ...
