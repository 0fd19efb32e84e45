"""What stands in the tables of a report: numbers with their unit, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from rontal.ui import service_words


class Unit(StrEnum):
    """How a number is written."""

    COUNT = "count"
    PERCENT = "percent"
    SECONDS = "seconds"
    DECIMAL = "decimal"
    CHANGE = "change"


class Why(StrEnum):
    """Why there is no number."""

    FEW = "few"
    """So few that somebody could be known again."""
    NOT_COUNTED = "not_counted"
    NONE = "none"
    """There was nothing, or nothing to compare with."""


@dataclass(frozen=True)
class Cell:
    """One number (a percentage as 0 to 100), or None and why."""

    value: int | float | Decimal | None
    unit: Unit = Unit.COUNT
    why: Why = Why.NONE

    @property
    def text(self) -> str:
        """In words and figures of the active language."""
        if self.value is None:
            return _why(self.why)
        if self.unit is Unit.SECONDS:
            return service_words.duration(int(self.value))
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
    """One line; `note` says what its own sentence has to say beside that of the table, `share` how
    long a bar stands beside it (0 to 100), None for none."""

    label: str
    cells: Sequence[Cell]
    note: str = ""
    share: int | None = None


@dataclass(frozen=True)
class Table:
    """Numbers with their headings; `counted` says how they are counted, `lines_are` what stands
    before each line, where it is not the name of a figure."""

    key: str
    title: str
    counted: str
    columns: Sequence[str]
    rows: Sequence[Row]
    lines_are: str = ""

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """Each row with its cells beside their headings."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Section:
    """Tables that belong together."""

    key: str
    title: str
    tables: Sequence[Table]


@dataclass(frozen=True)
class Highlight:
    """A number at the top of the report; `before` is that of the period before."""

    label: str
    now: Cell
    before: Cell


@dataclass(frozen=True)
class MonthColumn:
    """A month of the picture: how many registrations came in and how many were approved."""

    name: str
    sent: int
    approved: int


@dataclass(frozen=True)
class Report:
    """A whole report in the words of the active language.

    `standing` says that the period still runs, or that it is over; `edition` for whom it is.
    """

    title: str
    label: str
    standing: str
    provisional: bool
    edition: str
    highlights: Sequence[Highlight]
    months: Sequence[MonthColumn]
    sections: Sequence[Section]
    is_empty: bool
    notes: Sequence[str] = field(default_factory=tuple)


def _why(why: Why) -> str:
    if why is Why.FEW:
        return _("fewer than 5")
    return _("not counted yet") if why is Why.NOT_COUNTED else "–"  # noqa: RUF001
