"""Numbers and dates as stored by spreadsheets."""

import re
from datetime import date, timedelta

_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_ONLY_TIME = {18, 19, 20, 21, 45, 46, 47}
# Quoted text, brackets (colours, locales) and escaped characters do not affect the format.
_SILENT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
EXACT = 15
"""Number of digits that spreadsheets store; they replace the rest by zeros."""


def is_date_format(number: str, code: str | None) -> bool:
    """Returns True when a number format shows a day, by its built-in number or its format code."""
    if code is not None:
        bare = _SILENT.sub("", code.lower())
        return "d" in bare or "y" in bare
    return number.isdigit() and int(number) in _BUILT_IN - _ONLY_TIME


def date_text(value: str, *, since_1904: bool = False) -> str:
    """Formats a serial number as a date such as 1990-05-17; returns `value` when it is no date."""
    try:
        serial = int(float(value))
    except (ValueError, OverflowError):
        return value
    return day_of(serial, since_1904=since_1904) or value


def day_of(serial: int, *, since_1904: bool = False) -> str:
    """Formats a serial number as an ISO date; "" for none. 1 is 1 January 1900; 60 is Excel's 29
    February 1900, which does not exist.
    """
    if since_1904:
        serial += 1462
    if not 1 <= serial <= 80_000 or serial == 60:
        return ""
    begin = date(1899, 12, 31) if serial < 60 else date(1899, 12, 30)
    return (begin + timedelta(serial)).isoformat()


def number_text(raw: str) -> str:
    """Formats a number as people wrote it: whole numbers with all digits.

    A number whose last digits a spreadsheet may have replaced by zeros is written with an exponent,
    as "5.10205E+15", by which rules detect the loss.
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
