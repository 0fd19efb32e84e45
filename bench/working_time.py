"""Due times a second, on a calendar that uses all features.

`python -m bench.working_time [--quick] [--json FILE]`. Every due time of a sample is compared with
counting minute by minute, so that speed does not hide an error.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bench import figures
from rontal.standard.rules import DEFAULT_WEEK, Calendar, due, worked
from rontal.standard.rules.entries import Entries, Span, Special
from rontal.standard.rules.holidays import is_holiday, nyepi, off_days
from rontal.standard.rules.hours import read_day
from rontal.standard.rules.pawukon import proposals

MINUTE = timedelta(minutes=1)
PROMISE = timedelta(hours=8)
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 3 * 365
YEARS = range(2024, 2029)
MIN_RATE = 100_000
SEED = 20261125


def calendar() -> Calendar:
    """Returns a calendar: weekly hours with a change, Ramadan in each year, closings, all Balinese
    days confirmed.
    """
    ramadan = tuple(read_day(text) for text in ["08:00-15:00"] * 4 + ["08:00-11:30", "", ""])
    saturday = (*DEFAULT_WEEK[:5], read_day("09:00-12:00"), ())
    entries = Entries().with_week(date(2026, 7, 1), saturday)
    for first in (date(2025, 3, 1), date(2026, 2, 18), date(2027, 2, 8)):
        entries = entries.with_special(
            Special("Ramadan", first, first + timedelta(29), week=ramadan)
        )
    for year in (2025, 2026, 2027):
        entries = entries.with_closing(Span("Inventaris", date(year, 12, 28), date(year, 12, 30)))
        for proposal in proposals(year, nyepi(year)):
            entries = entries.with_answer(proposal.day, off=True)
    return entries.calendar(ZoneInfo("Asia/Makassar"), is_holiday)


def moments(count: int) -> list[datetime]:
    """Returns starts spread over three years, to the minute."""
    draw = random.Random(SEED)
    return [FIRST + draw.randrange(DAYS * 24 * 60) * MINUTE for _ in range(count)]


def counted(hours: Calendar, start: datetime) -> datetime:
    """Returns the end of eight working hours, counted minute by minute in local time."""
    moment, remaining = start.astimezone(hours.zone), PROMISE // MINUTE
    while remaining:
        now = moment.timetz().replace(tzinfo=None)
        remaining -= any(begin <= now < end for begin, end in hours.hours(moment.date()))
        moment += MINUTE
    return moment.astimezone(UTC)


def rate(work: Callable[[datetime], object], starts: list[datetime]) -> float:
    """Returns the calls a second, the best of three rounds."""
    best = 0.0
    for _ in range(3):
        begin = time.perf_counter()
        for start in starts:
            work(start)
        best = max(best, len(starts) / (time.perf_counter() - begin))
    return best


def measure(rows: figures.Figures, quick: bool) -> None:
    """Measures the calendar and adds the rows."""
    for year in YEARS:
        off_days(year)
    hours = calendar()
    begin = time.perf_counter()
    for year in YEARS:
        hours.year(year)
    rows.add("lay out a year", (time.perf_counter() - begin) * 1000 / len(YEARS), "ms")
    starts = moments(100_000 if quick else 500_000)
    rows.at_least(
        "due times, 8 working hours", rate(lambda at: due(hours, at, PROMISE), starts), "a second",
        MIN_RATE,
    )  # fmt: skip
    ends = [at + timedelta(days=4) for at in starts]
    pairs = dict(zip(starts, ends, strict=True))
    rows.at_least(
        "working time between", rate(lambda at: worked(hours, at, pairs[at]), starts), "a second",
        MIN_RATE,
    )  # fmt: skip
    sample = starts[: 300 if quick else 3_000]
    wrong = sum(due(hours, at, PROMISE) != counted(hours, at) for at in sample)
    rows.at_most(f"of {len(sample)} due times, other than counted", wrong, "due times", 0)
    rows.add(
        "counting minute by minute", rate(lambda at: counted(hours, at), sample[:100]), "a second"
    )


if __name__ == "__main__":
    figures.main(measure, __doc__)
