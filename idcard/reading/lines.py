"""Input of the parser: lines of text on the rectified card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from idcard.geometry import Quad
from idcard.recognised_text import RecognisedText


@dataclass(frozen=True, slots=True)
class TextLine:
    """A recognised line.

    The box is on the rectified card, both axes in shares of the card's width, so that a bank-card
    format reaches from (0, 0) to (1, 0.63). `place` is the same box in the photo.
    """

    word: RecognisedText
    left: float
    top: float
    right: float
    bottom: float
    place: Quad

    @property
    def text(self) -> str:
        """Recognised text."""
        return self.word.text

    @property
    def height(self) -> float:
        """Height in shares of the card's width."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Vertical middle in shares of the card's width."""
        return (self.top + self.bottom) / 2


class Page(Protocol):
    """A card with its lines, from top to bottom and from left to right."""

    @property
    def lines(self) -> Sequence[TextLine]:
        """All lines, also those of stamps and patterns."""
        ...

    def read_again(self, line: TextLine) -> list[RecognisedText]:
        """Reads a line again in other scales and contrasts, because agreement confirms a value.

        Takes about 30 ms of CPU time per reading; only for important values.
        """
        ...

    def reread(self, line: TextLine) -> list[RecognisedText]:
        """Reads a line several more times where readings differ; takes about 60 ms of CPU time."""
        ...

    def read_place(
        self, left: float, middle: float, right: float, height: float, slope: float = 0.0
    ) -> TextLine | None:
        """Reads a line where none was detected, between two places of a row; None without text.

        All arguments are in shares as in a TextLine; `middle` is the row's height at its left end,
        `slope` its fall. The certainty counts less than that of a detected line. Takes about 15 ms
        of CPU time.
        """
        ...
