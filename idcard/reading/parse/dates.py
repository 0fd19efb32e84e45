"""Parser of dates as printed on cards: 23-06-2016, 23/06/2016, 23 JUNI 2016."""

import re
from dataclasses import dataclass
from datetime import date

from idcard.reading.parse.glyphs import DIGITS, distance

MONTHS = (
    ("JANUARI", "JANUARY", "JAN"), ("FEBRUARI", "FEBRUARY", "FEB", "PEBRUARI"),
    ("MARET", "MARCH", "MAR"), ("APRIL", "APR"), ("MEI", "MAY"), ("JUNI", "JUNE", "JUN"),
    ("JULI", "JULY", "JUL"), ("AGUSTUS", "AUGUST", "AGU", "AGT", "AUG", "AGS"),
    ("SEPTEMBER", "SEP", "SEPT"), ("OKTOBER", "OCTOBER", "OKT", "OCT"),
    ("NOVEMBER", "NOV", "NOPEMBER", "NOP"), ("DESEMBER", "DECEMBER", "DES", "DEC"),
)  # fmt: skip
_D = r"[0-9OoQDUIil|!\]\[ZzASs$GbTB?gq]"
_NUMBERS = re.compile(
    rf"({_D}{{1,2}})\s*([-/.,: ])\s*({_D}{{1,2}})\s*([-/.,: ]?)\s*({_D}{{4}})(?!{_D})"
)
_JOINED = re.compile(rf"({_D}{{2}})()({_D}{{2}})([-/. ]?)({_D}{{4}})(?!{_D})")
_NAMED = re.compile(
    rf"({_D}{{1,2}})\s*([-/. ]?)\s*([A-Za-z]{{3,9}})\s*([-/. ]?)\s*({_D}{{4}})(?!{_D})"
)
SEPARATORS = "-/. "


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, its corrected text, and its place in the text."""

    day: date
    text: str
    start: int
    end: int


def last_day(text: str) -> ReadDate | None:
    """Returns the last valid date in a text."""
    matches = [
        day
        for pattern in (_NUMBERS, _NAMED, _JOINED)
        for match in pattern.finditer(text)
        if (day := _day(match)) is not None
    ]
    return max(matches, key=lambda day: (day.end, day.end - day.start), default=None)


def digits_of(text: str) -> str:
    """Returns the text with characters that resemble digits replaced by the digits."""
    return "".join(DIGITS.get(char, char) for char in text)


def _day(match: re.Match[str]) -> ReadDate | None:
    day, first, month, second, year = match.groups()
    named = _month(month)
    number = named or int(digits_of(month)) if named or digits_of(month).isdigit() else 0
    try:
        parsed = date(int(digits_of(year)), number, int(digits_of(day)))
    except ValueError:
        return None
    if not 1900 <= parsed.year <= 2099:
        return None
    middle = month.upper() if named else digits_of(month)
    one = _separator(first, second)
    text = f"{digits_of(day)}{one}{middle}{one}{digits_of(year)}"
    return ReadDate(parsed, text, match.start(), match.end())


def _separator(first: str, second: str) -> str:
    """Returns the separator, which is the same on both sides and usually a hyphen."""
    for sign in (first, second):
        if sign and sign in "-/":
            return sign
    return first if first == second and first in SEPARATORS and first else "-"


def _month(word: str) -> int | None:
    if not word.isalpha():
        return None
    name = word.upper()
    for number, names in enumerate(MONTHS, start=1):
        if any(distance(spelled, name) <= (len(spelled) > 4) for spelled in names):
            return number
    return None
