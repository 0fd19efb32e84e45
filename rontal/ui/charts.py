"""Pictures of figures: numbers of pixels that templates draw as SVG, with the table behind it.

A picture shows a whole and, over it, a part: received and of these answered, sent and approved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, WIDTH, STEP = 120, 720, 60
LONGEST = 100
Value = tuple[str, int | None, int | None]
"""A name with its whole and its part; None draws nothing."""


@dataclass(frozen=True)
class Bar:
    """A figure's name with its lengths in units of the picture, and where a column stands."""

    name: str
    length: int
    done: int
    at: int = 0

    @property
    def top(self) -> int:
        """Where a column of this length begins, from the top."""
        return HEIGHT - self.length

    @property
    def done_top(self) -> int:
        """Where the part of a column begins."""
        return HEIGHT - self.done


def columns(values: Sequence[Value]) -> list[Bar]:
    """A column each, side by side; twelve fill `WIDTH`."""
    most = _most(values)
    return [
        Bar(name, _part(whole, most, HEIGHT), _part(part, most, HEIGHT), number * STEP + 6)
        for number, (name, whole, part) in enumerate(values)
    ]


def bars(values: Sequence[Value]) -> list[Bar]:
    """A lying bar each, the longest of `LONGEST`."""
    most = _most(values)
    return [
        Bar(name, _part(whole, most, LONGEST), _part(part, most, LONGEST))
        for name, whole, part in values
    ]


def _most(values: Sequence[Value]) -> int:
    return max((whole or 0 for _name, whole, _part in values), default=0) or 1


def _part(number: int | None, most: int, length: int) -> int:
    return round((number or 0) * length / most)
