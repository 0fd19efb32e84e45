"""The hours of the published standard, as a drawing to scale.

Source: the library's service standard for online membership: 14 hours in five parts, of which
the library owns the verification and the applicant the rest.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """One part of the way; `ours` marks the hours that the library answers for."""

    name: str | Promise
    hours: int
    ours: bool = False


PARTS = (
    Part(_("Open the page"), 1),
    Part(_("Fill in the form, take two photos"), 1),
    Part(_("Read the e-mail and activate"), 2),
    Part(_("The system and the library check"), 8, ours=True),
    Part(_("Read the e-mail with the result"), 2),
)
SCALE = 100
GAP = 4


@dataclass(frozen=True)
class Segment:
    """A part where it stands in the drawing, 100 units to the hour."""

    part: Part
    x: int
    width: int

    @property
    def middle(self) -> int:
        """Where its number is written."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Bar:
    """All parts side by side."""

    segments: list[Segment]
    total: int

    @property
    def width(self) -> int:
        """Of the whole drawing."""
        return self.total * SCALE


def bar() -> Bar:
    """The parts in order, to scale."""
    segments = []
    start = 0
    for part in PARTS:
        segments.append(Segment(part, start * SCALE, part.hours * SCALE - GAP))
        start += part.hours
    return Bar(segments, start)
