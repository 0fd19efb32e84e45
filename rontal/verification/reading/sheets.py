"""The second table of a family card: half of its text, and nothing of it is asked for."""

from rontal.verification.reading.parse.kinds import has_words
from rontal.verification.reading.plane import Vectors

HEADING = "Hubungan Dalam Keluarga"
"""Stands on no other card."""
DATE_WITHIN = 0.27
"""The date of issue, which is asked for, stands below on the left; shares of the card's width."""


class SecondTable:
    """Knows, once its heading was read, which boxes (4 x 2 on the flat card) belong to it."""

    def __init__(self) -> None:
        self._head: Vectors | None = None

    def note(self, text: str, box: Vectors) -> None:
        """A line was read."""
        if self._head is None and has_words(text, HEADING):
            self._head = box

    def holds(self, box: Vectors) -> bool:
        """Whether a line need not be read."""
        if self._head is None:
            return False
        down = float(box[:, 1].mean() - self._head[:, 1].mean())
        tall = float(self._head[3, 1] - self._head[0, 1])
        return down > 0.6 * tall and float(box[:, 0].min()) > DATE_WITHIN
