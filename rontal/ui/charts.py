"""Geometry of charts in SVG units; templates draw the SVG with a table of the same figures.

A chart shows a total and, over it, a part: received and answered, or sent and approved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, WIDTH, STEP = 120, 720, 60
MAX_BAR_LENGTH = 100
Value = tuple[str, int | None, int | None]
"""Name, total and part; None is drawn with length 0."""


@dataclass(frozen=True)
class Bar:
    """Bar of a chart.

    `length` is that of the total, `done` that of the part, and `at` the x position of a column.
    """

    name: str
    length: int
    done: int
    at: int = 0

    @property
    def top(self) -> int:
        """Upper edge of the total."""
        return HEIGHT - self.length

    @property
    def done_top(self) -> int:
        """Upper edge of the part."""
        return HEIGHT - self.done


def columns(values: Sequence[Value]) -> list[Bar]:
    """Returns vertical bars side by side; twelve fill `WIDTH`."""
    most = _most(values)
    return [
        Bar(
            name,
            _scaled_length(whole, most, HEIGHT),
            _scaled_length(part, most, HEIGHT),
            number * STEP + 6,
        )
        for number, (name, whole, part) in enumerate(values)
    ]


def bars(values: Sequence[Value]) -> list[Bar]:
    """Returns horizontal bars, the longest of length `MAX_BAR_LENGTH`."""
    most = _most(values)
    return [
        Bar(
            name,
            _scaled_length(whole, most, MAX_BAR_LENGTH),
            _scaled_length(part, most, MAX_BAR_LENGTH),
        )
        for name, whole, part in values
    ]


def _most(values: Sequence[Value]) -> int:
    return max((whole or 0 for _name, whole, _part in values), default=0) or 1


def _scaled_length(number: int | None, most: int, length: int) -> int:
    return round((number or 0) * length / most)
