"""Memberships of whole years."""

from datetime import date, timedelta


def years_after(day: date, years: int) -> date:
    """The day before the same date some years on: a membership of whole years."""
    try:
        return day.replace(year=day.year + years) - timedelta(1)
    except ValueError:
        return date(day.year + years, 2, 28)
