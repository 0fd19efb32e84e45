"""Contents of the reports (COUNTER Code of Practice 5.1, 4.3) and their months. Without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from rontal.standard.rules.periods import Length, ReportPeriod, containing

RELEASE: Final = "5.1"
YEAR_UNKNOWN: Final = "0001"
MAX_MONTHS: Final = 36


class Metric(StrEnum):
    """Metric type, named as in COUNTER."""

    TOTAL_INVESTIGATIONS = "Total_Item_Investigations"
    TOTAL_REQUESTS = "Total_Item_Requests"
    UNIQUE_ITEM_INVESTIGATIONS = "Unique_Item_Investigations"
    UNIQUE_ITEM_REQUESTS = "Unique_Item_Requests"
    UNIQUE_TITLE_INVESTIGATIONS = "Unique_Title_Investigations"
    UNIQUE_TITLE_REQUESTS = "Unique_Title_Requests"
    LIMIT_EXCEEDED = "Limit_Exceeded"
    NO_LICENSE = "No_License"


class Attribute(StrEnum):
    """Attribute by which metrics are broken down."""

    YEAR = "YOP"
    ACCESS_TYPE = "Access_Type"
    ACCESS_METHOD = "Access_Method"


USE: Final = (
    Metric.TOTAL_INVESTIGATIONS,
    Metric.TOTAL_REQUESTS,
    Metric.UNIQUE_ITEM_INVESTIGATIONS,
    Metric.UNIQUE_ITEM_REQUESTS,
    Metric.UNIQUE_TITLE_INVESTIGATIONS,
    Metric.UNIQUE_TITLE_REQUESTS,
)
DENIALS: Final = (Metric.LIMIT_EXCEEDED, Metric.NO_LICENSE)
BOOKS: Final = ("Book", "Reference_Work")
DATA_TYPE: Final = "Book"
METHOD: Final = "Regular"
"""Text and data mining does not exist here, so every access is regular."""


class Access(StrEnum):
    """Access type: by a loan, or open to everybody."""

    CONTROLLED = "Controlled"
    OPEN = "Open"


@dataclass(frozen=True)
class View:
    """A report with its metrics, attribute columns and filters.

    `chosen` says that we chose the columns, which the header must then declare.
    """

    id: str
    name: str
    metrics: tuple[Metric, ...]
    attributes: tuple[Attribute, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chosen: bool = False

    @property
    def access(self) -> tuple[Access, ...]:
        """Access types in the report."""
        return tuple(Access(one) for one in self.filters.get("Access_Type", tuple(Access)))


_A: Final = Attribute
_REGULAR: Final = {"Access_Method": ("Regular",)}
VIEWS: Final = {
    view.id: view
    for view in (
        View("TR", "Title Report", (*USE, *DENIALS), tuple(Attribute), chosen=True),
        View(
            "TR_B1",
            "Book Requests (Controlled)",
            (Metric.TOTAL_REQUESTS, Metric.UNIQUE_TITLE_REQUESTS),
            (_A.YEAR,),
            {"Data_Type": BOOKS, "Access_Type": ("Controlled",), **_REGULAR},
        ),
        View("TR_B2", "Book Access Denied", DENIALS, (_A.YEAR,), {"Data_Type": BOOKS, **_REGULAR}),
        View(
            "TR_B3",
            "Book Usage by Access Type",
            USE,
            (_A.YEAR, _A.ACCESS_TYPE),
            {"Data_Type": BOOKS, **_REGULAR},
        ),
    )
}


class MonthsRefused(ValueError):
    """No report can be made for these months."""


@dataclass(frozen=True)
class Months:
    """Range of complete months, from the first to the last day."""

    first: date
    last: date

    @property
    def all(self) -> list[date]:
        """First day of each month."""
        begin, end = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        return [date(number // 12, number % 12 + 1, 1) for number in range(begin, end + 1)]


def months(first: date, last: date, *, today: date) -> Months:
    """Returns the months from that of `first` to that of `last`.

    Raises MonthsRefused where a month is not over, `last` is before `first`, or there are more than
    MAX_MONTHS.
    """
    begin, end = containing(first, Length.MONTH), containing(last, Length.MONTH)
    result = Months(begin.first, end.last)
    if begin.first > end.first or not end.is_over(today) or len(result.all) > MAX_MONTHS:
        raise MonthsRefused
    return result


def over_since(first: date, *, today: date) -> list[date]:
    """Returns first days of complete months since that of `first`, newest first, at least one."""
    newest = containing(today, Length.MONTH).before
    first_days: list[date] = []
    period: ReportPeriod = newest
    while period.last >= first or not first_days:
        first_days.append(period.first)
        period = period.before
    return first_days


@dataclass(frozen=True)
class Header:
    """Header of a report.

    `platform` is the name of the library's service, `namespace` the prefix of its own identifiers,
    `registry` the library's record in the COUNTER Registry or "".
    """

    view: View
    months: Months
    institution: str
    platform: str
    namespace: str
    created: datetime
    registry: str = ""

    @property
    def institution_id(self) -> str:
        """Proprietary identifier of the library."""
        return f"{self.namespace}:library"


@dataclass(frozen=True)
class Item:
    """A title with its counts: access type, metric and month to a number above 0."""

    id: int
    title: str
    publisher: str
    year: int | None
    isbn: str
    uri: str
    performance: Mapping[Access, Mapping[Metric, Mapping[date, int]]]

    @property
    def publication_year(self) -> str:
        """Year of publication in four digits."""
        return f"{self.year:04}" if self.year else YEAR_UNKNOWN

    def attribute(self, name: Attribute, access: Access) -> str:
        """Returns the value of an attribute column."""
        if name is Attribute.YEAR:
            return self.publication_year
        return access.value if name is Attribute.ACCESS_TYPE else METHOD
