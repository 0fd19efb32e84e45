"""Interface of the OCR engine, which a library can replace."""

from collections.abc import Sequence
from typing import Protocol

from idcard.pixels import PixelQuad, Pixels
from idcard.recognised_text import RecognisedText


class OcrEngine(Protocol):
    """Finds lines of text and recognises them. Images are BGR, uint8, height × width × 3."""

    def find(self, pixels: Pixels) -> list[PixelQuad]:
        """Returns the boxes of text lines at any angle; a box may start at the wrong end."""
        ...

    def recognise(self, lines: Sequence[Pixels]) -> list[RecognisedText]:
        """Returns the text of cut-out, upright lines in their order; "" where there is none."""
        ...
