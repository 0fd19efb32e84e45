"""National holidays and joint leave of Indonesia, from the package `holidays`.

Joint leave is in its category "government". Dates that a future decree will fix are estimates.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

LANGUAGES = {"id": "id", "en": "en_US"}
NYEPI = "Hari Suci Nyepi"
ESTIMATED = ("(perkiraan)", "(estimated)")


@dataclass(frozen=True)
class Holiday:
    """National holiday or joint leave, with its name in a language."""

    day: date
    name: str
    joint: bool
    estimated: bool


@cache
def off_days(year: int) -> frozenset[date]:
    """Returns every national holiday and joint leave of a year."""
    import holidays  # loaded with the first due time

    return frozenset(
        holidays.country_holidays("ID", years=year, categories=("public", "government"))
    )


def is_holiday(day: date) -> bool:
    """Returns True on a national holiday or joint leave."""
    return day in off_days(day.year)


@cache
def named(year: int, language: str = "id") -> tuple[Holiday, ...]:
    """Returns the holidays of a year in order, with their names in "id" or "en"."""
    import holidays

    spoken = LANGUAGES.get(language, "id")
    public = holidays.country_holidays("ID", years=year, language=spoken)
    joint = holidays.country_holidays("ID", years=year, categories=("government",), language=spoken)
    holidays_of_year = [_holiday(day, name, joint=False) for day, name in public.items()]
    holidays_of_year += [
        _holiday(day, name, joint=True) for day, name in joint.items() if day not in public
    ]
    return tuple(sorted(holidays_of_year, key=lambda one: one.day))


def nyepi(year: int) -> tuple[date, ...]:
    """Returns the dates of Nyepi (Day of Silence) in a year; empty when the package does not know
    them.
    """
    return tuple(one.day for one in named(year) if not one.joint and one.name.startswith(NYEPI))


def _holiday(day: date, name: str, *, joint: bool) -> Holiday:
    estimated = any(mark in name for mark in ESTIMATED)
    for mark in ESTIMATED:
        name = name.replace(mark, "").strip()
    return Holiday(day, name, joint, estimated)
