"""Building blocks of the report's sections."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from django.utils.translation import gettext as _

from rontal.desk.reports.cells import FEW, NONE, Cell, Row, Unit
from rontal.feedback.survey.rules import hidden
from rontal.membership.figures.selectors import Both
from rontal.standard.rules.periods import Length, ReportPeriod


class Edition(StrEnum):
    """Audience of a report."""

    OFFICE = "kantor"
    """Internal use: every number."""
    PUBLIC = "terbit"
    """Publication: groups so small that a person could be identified are hidden."""


def columns(period: ReportPeriod) -> list[str]:
    """Returns the column headings of a comparison of two periods."""
    if period.length is Length.MONTH:
        return [_("This month"), _("Previous one"), _("Difference")]
    return [_("This year"), _("Previous one"), _("Difference")]


def compared(label: str, both: Both, *, note: str = "") -> Row:
    """Returns a row of a number, the one before, and the difference."""
    return Row(label, [Cell(both.now), Cell(both.before), change(both)], note)


def change(both: Both) -> Cell:
    """Returns the difference from the period before."""
    return Cell(both.now - both.before, Unit.CHANGE)


def share(part: int, whole: int) -> Cell:
    """Returns a percentage rounded down; `NONE` where `whole` is 0."""
    return Cell(part * 100 // whole, Unit.PERCENT) if whole else NONE


def broken_down(groups: Iterable[tuple[str, str, Both]], edition: Edition) -> list[Row]:
    """Returns rows with bars from (value, label, numbers).

    In the public edition small groups are hidden in all columns, because a difference would
    reveal the number. Rows that are zero in both periods are omitted.
    """
    rows = [(value, label, both) for value, label, both in groups if both != Both()]
    few = _hidden_values([(value, both) for value, _label, both in rows], edition)
    most = max((both.now for value, _label, both in rows if value not in few), default=0) or 1
    return [
        Row(label, [FEW, FEW, FEW])
        if value in few
        else Row(
            label,
            [Cell(both.now), Cell(both.before), change(both)],
            share=round(both.now * 100 / most),
        )
        for value, label, both in rows
    ]


def _hidden_values(rows: Sequence[tuple[str, Both]], edition: Edition) -> set[str]:
    if edition is Edition.OFFICE:
        return set()
    now: Mapping[str, int] = {value: both.now for value, both in rows}
    before: Mapping[str, int] = {value: both.before for value, both in rows}
    return hidden(now) | hidden(before)
