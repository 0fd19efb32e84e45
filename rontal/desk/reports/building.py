"""Small pieces that the sections of a report are made of."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from django.utils.translation import gettext as _

from rontal.desk.reports.cells import FEW, NONE, Cell, Row, Unit
from rontal.feedback.survey.rules import hidden
from rontal.membership.figures.selectors import Both
from rontal.standard.rules.periods import Length, ReportPeriod


class Edition(StrEnum):
    """For whom a report is made."""

    OFFICE = "kantor"
    """For the office itself: every number."""
    PUBLIC = "terbit"
    """To pass on or print: groups so small that somebody could be known again are hidden."""


def columns(period: ReportPeriod) -> list[str]:
    """The headings of a comparison."""
    if period.length is Length.MONTH:
        return [_("This month"), _("The one before"), _("Difference")]
    return [_("This year"), _("The one before"), _("Difference")]


def compared(label: str, both: Both, *, note: str = "") -> Row:
    """A number, the one before, and the difference."""
    return Row(label, [Cell(both.now), Cell(both.before), change(both)], note)


def change(both: Both) -> Cell:
    """How many more or less than before."""
    return Cell(both.now - both.before, Unit.CHANGE)


def share(part: int, whole: int) -> Cell:
    """Per cent, rounded down: no promise looks better kept than it was."""
    return Cell(part * 100 // whole, Unit.PERCENT) if whole else NONE


def broken_down(groups: Iterable[tuple[str, str, Both]], edition: Edition) -> list[Row]:
    """Rows of (value, label, numbers) with bars; in the public edition without small groups.

    What is hidden is hidden in all columns: a difference would tell the number.
    """
    found = [(value, label, both) for value, label, both in groups if both != Both()]
    few = _few([(value, both) for value, _label, both in found], edition)
    most = max((both.now for value, _label, both in found if value not in few), default=0) or 1
    return [
        Row(label, [FEW, FEW, FEW])
        if value in few
        else Row(
            label,
            [Cell(both.now), Cell(both.before), change(both)],
            share=round(both.now * 100 / most),
        )
        for value, label, both in found
    ]


def _few(found: Sequence[tuple[str, Both]], edition: Edition) -> set[str]:
    if edition is Edition.OFFICE:
        return set()
    now: Mapping[str, int] = {value: both.now for value, both in found}
    before: Mapping[str, int] = {value: both.before for value, both in found}
    return hidden(now) | hidden(before)
