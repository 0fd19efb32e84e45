"""Duration of memberships in whole years."""

from datetime import date, timedelta


def years_after(day: date, years: int) -> date:
    """Returns the last day of a membership of whole years that starts on `day`."""
    try:
        return day.replace(year=day.year + years) - timedelta(1)
    except ValueError:
        return date(day.year + years, 2, 28)
