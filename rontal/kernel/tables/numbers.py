"""Numbers and dates as spreadsheets keep them."""

import re
from datetime import date, timedelta

_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_ONLY_TIME = {18, 19, 20, 21, 45, 46, 47}
# Quoted words, brackets (colours, locales) and escaped characters of a format say nothing.
_SILENT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
EXACT = 15
"""Spreadsheets keep so many digits of a number; the rest becomes zero."""


def is_date_format(number: str, code: str | None) -> bool:
    """True where a number format shows a day, by its number or its own code."""
    if code is not None:
        bare = _SILENT.sub("", code.lower())
        return "d" in bare or "y" in bare
    return number.isdigit() and int(number) in _BUILT_IN - _ONLY_TIME


def date_text(value: str, *, since_1904: bool = False) -> str:
    """The day of a serial number as 1990-05-17; the number where it is no day."""
    try:
        serial = int(float(value))
    except (ValueError, OverflowError):
        return value
    return day_of(serial, since_1904=since_1904) or value


def day_of(serial: int, *, since_1904: bool = False) -> str:
    """The day of a serial number: 1 is 1 January 1900, and 60 the day that never was."""
    if since_1904:
        serial += 1462
    if not 1 <= serial <= 80_000 or serial == 60:
        return ""
    begin = date(1899, 12, 31) if serial < 60 else date(1899, 12, 30)
    return (begin + timedelta(serial)).isoformat()


def number_text(raw: str) -> str:
    """A number as people wrote it: whole numbers with all digits.

    One whose last digits a spreadsheet may have made zero keeps its E, as "5.10205E+15": rules
    tell by it that digits are lost.
    """
    bare = raw.removeprefix("-")
    if bare.isdigit():
        lost = len(bare) > EXACT and bare.endswith("0")
        return f"{float(raw):.14E}" if lost else raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    if value != value or abs(value) >= 1e300:
        return ""
    if abs(value) >= 10**EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value.is_integer() else repr(value)
