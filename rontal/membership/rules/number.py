"""Member numbers: the library's pattern with a check digit by ISO 7064 MOD 11,10.

The check digit detects every single wrong digit and nearly all transpositions of neighbours.
"""

import re


def compose(pattern: str, *, year: int, serial: int) -> str:
    """Composes a number such as TBN20260000427 from the pattern `TBN{year}{serial:06}{check}`."""
    without_check_digit = pattern.format(year=year, serial=serial, check="")
    return pattern.format(year=year, serial=serial, check=check_digit(without_check_digit))


def is_sound(pattern: str, number: str) -> bool:
    """Returns True when the number matches the pattern and its check digit is right."""
    match = _shape(pattern).fullmatch(number.upper())
    if match is None:
        return False
    at = match.start("check")
    return check_digit(number[:at] + number[at + 1 :]) == number[at]


def check_digit(text: str) -> str:
    """Returns the check digit of the digits in `text` (ISO/IEC 7064:2003, MOD 11,10)."""
    product = 10
    for char in text:
        if char.isdigit():
            product = ((product + int(char)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def _shape(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]*\})", pattern.upper())
    meanings = {"{YEAR": "[0-9]{4}", "{SERI": "[0-9]+", "{CHEC": "(?P<check>[0-9])"}
    return re.compile("".join(meanings.get(part[:5], re.escape(part)) for part in parts))
