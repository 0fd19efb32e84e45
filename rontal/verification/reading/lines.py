"""What the parser gets to see of a card: lines of text on the card turned upright and flat."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rontal.verification.geometry import Quad
from rontal.verification.machine.protocols import Word


@dataclass(frozen=True, slots=True)
class TextLine:
    """One recognised line.

    The box is on the flat card, both axes in shares of the card's width, so that a bank-card format
    reaches from (0, 0) to (1, 0.63). `place` is the same box in the photo.
    """

    word: Word
    left: float
    top: float
    right: float
    bottom: float
    place: Quad

    @property
    def text(self) -> str:
        """What was read."""
        return self.word.text

    @property
    def height(self) -> float:
        """In shares of the card's width."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


class Page(Protocol):
    """A card with its lines, the uppermost first, each line left of the next one beside it."""

    @property
    def lines(self) -> Sequence[TextLine]:
        """All lines, also those of stamps and patterns."""
        ...

    def again(self, line: TextLine) -> list[Word]:
        """Other looks at a line (another scale, another contrast): agreement makes a value sure.

        Costs about 30 ms of a core a look; only for what matters.
        """
        ...

    def closer(self, line: TextLine) -> list[Word]:
        """Further looks at a line whose first ones do not agree. Costs about 60 ms of a core."""
        ...

    def look(
        self, left: float, middle: float, right: float, height: float, slope: float = 0.0
    ) -> TextLine | None:
        """A line where none was found, between two places of a row; None where nothing is read.

        All in the shares of a TextLine; `middle` is the row's height at its left end, `slope` how
        much it falls. Its certainty counts for less than a found line's. Costs about 15 ms of a
        core.
        """
        ...
