"""Dates in the cells of a table."""

import re
from datetime import date

from records.tables.numbers import day_of

_NO_DAY = re.compile(r"[0/.: -]+")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ].*)?")
_WORDS = re.compile(r"(\d{1,2})[-/. ]+([A-Za-z]{3,12})\.?[-/., ]+(\d{4}|\d{2})(?:[T ].*)?")
_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "agu": 8, "agt": 8, "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11,
    "des": 12, "dec": 12,
}  # fmt: skip


def day(text: str, *, newest: date) -> tuple[date | None, str]:
    """Parses a date. Returns it and "", or None and the code of the error; None and "" for no date.

    The day comes before the month, as in Indonesia. A year of two digits means the latest such year
    that is not after `newest`. Serial numbers of spreadsheets are accepted; 0000-00-00 means no
    date.
    """
    if not text or (_NO_DAY.fullmatch(text) and not text.strip("0/.: -")):
        return None, ""
    if text.isdigit() and len(text) == 5:
        iso_day = day_of(int(text))
        return (date.fromisoformat(iso_day), "") if iso_day else (None, "date_impossible")
    parts = _parts(text)
    if parts is None:
        return None, "date_unknown_form"
    day_number, month, year = parts
    if year < 100:
        year += newest.year // 100 * 100
        year -= 100 if year > newest.year else 0
    if month > 12 >= day_number:
        return None, "date_month_first"
    try:
        return date(year, month, day_number), ""
    except ValueError:
        return None, "date_impossible"


def _parts(text: str) -> tuple[int, int, int] | None:
    """Returns day, month and year; None for an unknown form."""
    if match := _ISO.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _LOCAL.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    match = _WORDS.fullmatch(text)
    month = _MONTHS.get(match[2][:3].casefold()) if match else None
    return (int(match[1]), month, int(match[3])) if match and month else None
