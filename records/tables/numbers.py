"""Numbers and dates as stored by spreadsheets."""

from datetime import date, timedelta

EXACT = 15
"""Number of digits that spreadsheets store; they replace the rest by zeros."""
MAX_EXACT = 2**53
"""Whole numbers from here on are rounded to even ones when a file is read."""


def day_of(serial: int) -> str:
    """Formats a serial number as an ISO date; "" for none. 1 is 1 January 1900; 60 is Excel's 29
    February 1900, which does not exist.
    """
    if not 1 <= serial <= 80_000 or serial == 60:
        return ""
    begin = date(1899, 12, 31) if serial < 60 else date(1899, 12, 30)
    return (begin + timedelta(serial)).isoformat()


def number_text(value: float) -> str:
    """Formats a number as people wrote it: whole numbers with all digits.

    A number whose last digits may have been replaced is written with an exponent, as "5.10205E+15",
    by which rules detect the loss.
    """
    if value != value or abs(value) >= 1e300:
        return ""
    if value != int(value):
        return repr(value)
    text = str(int(value))
    lost = len(text.lstrip("-")) > EXACT and text.endswith("0")
    return f"{value:.14E}" if lost or abs(value) >= MAX_EXACT else text
