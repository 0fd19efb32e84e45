"""Bar chart of the service time in the published standard, to scale.

Uses the time component of the standard in force, else the program's default: 14 hours in five
parts, of which the library is responsible for the verification and the applicant for the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from rontal.standard import labels as wording
from rontal.standard.publication.rules import Owner, TimeRow
from rontal.standard.publication.selectors import time_in_force

SCALE = 100
GAP = 4


@dataclass(frozen=True)
class Part:
    """Part of the service time; `ours` is True where the library is responsible for it."""

    name: str
    minutes: int
    ours: bool = False

    @property
    def time(self) -> str:
        """Duration as text."""
        return wording.minutes(self.minutes)


@dataclass(frozen=True)
class Segment:
    """Part with its position in the chart, 100 units per hour."""

    part: Part
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """All parts side by side; `total` in minutes."""

    segments: list[Segment]
    total: int

    @property
    def width(self) -> int:
        return self.total * SCALE // 60

    @property
    def time(self) -> str:
        """Total duration as text."""
        return wording.minutes(self.total)

    @property
    def ours(self) -> str:
        """Total duration of the library's parts as text."""
        return wording.minutes(sum(one.part.minutes for one in self.segments if one.part.ours))


def bar(rows: Sequence[TimeRow] | None = None) -> Bar:
    """Returns the chart of the given parts, by default those in force today."""
    english = (get_language() or "").startswith("en")
    segments = []
    start = 0
    for row in time_in_force() if rows is None else rows:
        name = row.name_en if english and row.name_en else row.name
        part = Part(name, row.minutes, row.owner is Owner.LIBRARY)
        width = max(GAP, row.minutes * SCALE // 60 - GAP)
        segments.append(Segment(part, start * SCALE // 60, width))
        start += row.minutes
    return Bar(segments, start)
