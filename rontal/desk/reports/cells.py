"""Cells, rows and tables of a report: numbers with their unit, or the reason for a missing one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from rontal.standard import labels as service_labels


class Unit(StrEnum):
    """Format of a number."""

    COUNT = "count"
    PERCENT = "percent"
    SECONDS = "seconds"
    DECIMAL = "decimal"
    CHANGE = "change"


class Why(StrEnum):
    """Reason for a missing number."""

    FEW = "few"
    """So few that a person could be identified."""
    NOT_COUNTED = "not_counted"
    NONE = "none"
    """No events, or no period to compare with."""


@dataclass(frozen=True)
class Cell:
    """Number (a percentage as 0 to 100), or None with the reason `why`."""

    value: int | float | Decimal | None
    unit: Unit = Unit.COUNT
    why: Why = Why.NONE

    @property
    def text(self) -> str:
        """Number formatted for the active language, or the reason for a missing one."""
        if self.value is None:
            return _reason_text(self.why)
        if self.unit is Unit.SECONDS:
            return service_labels.duration(int(self.value))
        if self.unit is Unit.DECIMAL:
            return number_format(self.value, decimal_pos=2, force_grouping=True)
        plain = number_format(self.value, force_grouping=True)
        if self.unit is Unit.PERCENT:
            return f"{plain}%"
        return f"+{plain}" if self.unit is Unit.CHANGE and self.value > 0 else plain


FEW = Cell(None, why=Why.FEW)
NOT_COUNTED = Cell(None, why=Why.NOT_COUNTED)
NONE = Cell(None)


@dataclass(frozen=True)
class Row:
    """Row of a table.

    `note` is a remark on this row, `share` the length of the bar beside it (0 to 100), None for
    none.
    """

    label: str
    cells: Sequence[Cell]
    note: str = ""
    share: int | None = None


@dataclass(frozen=True)
class Table:
    """Table of numbers.

    `counted` explains the counting rules; `lines_are` is the heading of the first column where
    that is not the name of a figure.
    """

    key: str
    title: str
    counted: str
    columns: Sequence[str]
    rows: Sequence[Row]
    lines_are: str = ""

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """Rows, each with pairs of column heading and cell."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Section:
    """Group of related tables."""

    key: str
    title: str
    tables: Sequence[Table]


@dataclass(frozen=True)
class Highlight:
    """Number at the top of the report, with that of the period before."""

    label: str
    now: Cell
    before: Cell


@dataclass(frozen=True)
class MonthColumn:
    """Month in the chart: registrations received and approved."""

    name: str
    sent: int
    approved: int


@dataclass(frozen=True)
class Report:
    """Complete report with texts in the active language.

    `period_state` is a sentence that says whether the period is over; `edition` is the audience.
    """

    title: str
    label: str
    period_state: str
    provisional: bool
    edition: str
    highlights: Sequence[Highlight]
    months: Sequence[MonthColumn]
    sections: Sequence[Section]
    is_empty: bool
    notes: Sequence[str] = field(default_factory=tuple)


def _reason_text(why: Why) -> str:
    if why is Why.FEW:
        return _("fewer than 5")
    return _("not counted yet") if why is Why.NOT_COUNTED else "–"  # noqa: RUF001
