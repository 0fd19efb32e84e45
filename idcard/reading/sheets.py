"""Second table of a family card, which is skipped because none of its values is used."""

from idcard.reading.parse.kinds import has_words
from idcard.reading.plane import Vectors

HEADING = "Hubungan Dalam Keluarga"
"""Heading that no other card has."""
DATE_WITHIN = 0.27
"""Fraction of the width, at the left, with the date of issue below the table, which is read."""


class SecondTable:
    """Decides, once its heading is read, which boxes (4 × 2 on the rectified card) belong to it."""

    def __init__(self) -> None:
        self._head: Vectors | None = None

    def note(self, text: str, box: Vectors) -> None:
        """Records the text of a line."""
        if self._head is None and has_words(text, HEADING):
            self._head = box

    def holds(self, box: Vectors) -> bool:
        """Returns True where a line belongs to the table and need not be read."""
        if self._head is None:
            return False
        down = float(box[:, 1].mean() - self._head[:, 1].mean())
        tall = float(self._head[3, 1] - self._head[0, 1])
        return down > 0.6 * tall and float(box[:, 0].min()) > DATE_WITHIN
