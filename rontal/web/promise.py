"""The hours of the published standard, as a drawing to scale.

Source: the parts of the time in the standard in force; without one, the program's own: 14 hours in
five parts, of which the library owns the verification and the applicant the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from rontal.standard.publication.rules import Owner, TimeRow
from rontal.standard.publication.selectors import time_in_force
from rontal.ui import service_words as wording

SCALE = 100
GAP = 4


@dataclass(frozen=True)
class Part:
    """One part of the way; `ours` marks the time that the library answers for."""

    name: str
    minutes: int
    ours: bool = False

    @property
    def time(self) -> str:
        """How long it is, in words."""
        return wording.minutes(self.minutes)


@dataclass(frozen=True)
class Segment:
    """A part where it stands in the drawing, 100 units to the hour."""

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
        """Of the whole drawing."""
        return self.total * SCALE // 60

    @property
    def time(self) -> str:
        """All parts together, in words."""
        return wording.minutes(self.total)

    @property
    def ours(self) -> str:
        """The library's parts together, in words."""
        return wording.minutes(sum(one.part.minutes for one in self.segments if one.part.ours))


def bar(rows: Sequence[TimeRow] | None = None) -> Bar:
    """The parts in order, to scale; those in force today where none are given."""
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
