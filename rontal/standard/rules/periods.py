"""Periods of reports: months and years, each with the period before. Pure functions."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

EARLIEST, LATEST = 2000, 2200
_TYPED = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


class Length(StrEnum):
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class ReportPeriod:
    """Whole month or year, from `first` to `last` day, in the library's time zone."""

    length: Length
    first: date

    @property
    def last(self) -> date:
        return self.after.first - timedelta(1)

    @property
    def before(self) -> "ReportPeriod":
        """The month or year before."""
        return containing(self.first - timedelta(1), self.length)

    @property
    def after(self) -> "ReportPeriod":
        """The month or year after."""
        return containing(
            self.first + timedelta(31 if self.length is Length.MONTH else 366), self.length
        )

    @property
    def label(self) -> str:
        """Label for URLs and file names: `2026-11` or `2026` (ISO 8601)."""
        return f"{self.first:%Y-%m}" if self.length is Length.MONTH else f"{self.first:%Y}"

    @property
    def months(self) -> list[date]:
        """First days of the months to draw: those of the year, or twelve up to the month."""
        if self.length is Length.YEAR:
            return [self.first.replace(month=number) for number in range(1, 13)]
        number = self.first.year * 12 + self.first.month - 1
        return [
            date(month_number // 12, month_number % 12 + 1, 1)
            for month_number in range(number - 11, number + 1)
        ]

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Returns the first moment of the period and the first moment after it."""
        begin, end = (
            datetime.combine(day, time(), zone) for day in (self.first, self.last + timedelta(1))
        )
        return begin, end

    def is_over(self, today: date) -> bool:
        """Returns True when the period is completely in the past."""
        return today > self.last


def containing(day: date, length: Length) -> ReportPeriod:
    """Returns the month or year that contains a day."""
    first = day.replace(day=1)
    return ReportPeriod(length, first if length is Length.MONTH else first.replace(month=1))


def read(text: str) -> ReportPeriod | None:
    """Parses the label of a period from a URL; None when it is not valid."""
    match = _TYPED.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 1)
    if not (EARLIEST <= year <= LATEST and 1 <= month <= 12):
        return None
    return ReportPeriod(Length.MONTH if match[2] else Length.YEAR, date(year, month, 1))
