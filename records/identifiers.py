"""Identifiers of editions: ISBN and ISSN."""

import re
from typing import Final

from stdnum import isbn as standard_isbn
from stdnum import issn as standard_issn

_ISBN: Final = re.compile(
    r"(?:urn:)?(?:isbn[-: ]*(?:1[03][: ]+)?)?([\d -]{9,16}[\dXx])", re.IGNORECASE
)


_ISSN: Final = re.compile(r"(?:urn:)?(?:issn[-: ]*)?(\d{4})-?(\d{3}[\dXx])", re.IGNORECASE)


def isbn13(text: str) -> str:
    """Returns the ISBN in a text as 13 digits, "" where there is none or its check digit is wrong.

    An ISBN of 13 digits begins with 978 or 979 (ISO 2108). 979-9 is not assigned; it usually is the
    prefix 979 of Indonesian 10-digit ISBNs, written twice, and is refused.
    """
    match = _ISBN.fullmatch(text.strip())
    digits = re.sub(r"[^0-9Xx]", "", match.group(1)) if match else ""
    if len(digits) == 13 and digits.isdigit():
        if not digits.startswith(("978", "979")) or digits.startswith("9799"):
            return ""
        return digits if _check13(digits[:12]) == digits[12] else ""
    if len(digits) == 10 and _sum10(digits) % 11 == 0:
        stem = "978" + digits[:9]
        return stem + _check13(stem)
    return ""


def isbn10(number: str) -> str:
    """Returns the 10-digit form of an ISBN, "" for a prefix other than 978."""
    if not number.startswith("978"):
        return ""
    stem = number[3:12]
    check = -sum((10 - place) * int(digit) for place, digit in enumerate(stem)) % 11
    return stem + ("X" if check == 10 else str(check))


def hyphened(number: str) -> str:
    """Returns a 13-digit ISBN with hyphens between its five parts (ISO 2108), unchanged where its
    range is not assigned."""
    parts = standard_isbn.split(number)
    return "-".join(parts) if all(parts) else number


def issn(text: str) -> str:
    """Returns the ISSN in a text with its hyphen, "" where there is none."""
    match = _ISSN.fullmatch(text.strip())
    return f"{match[1]}-{match[2].upper()}" if match else ""


def is_issn(text: str) -> bool:
    """Returns True for an ISSN with the right check digit (ISO 3297), which excludes spans of years
    such as 1998-2004."""
    return bool(standard_issn.is_valid(issn(text)))


def _check13(stem: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return str(-total % 10)


def _sum10(digits: str) -> int:
    values = [10 if digit in "Xx" else int(digit) for digit in digits]
    return sum((10 - place) * value for place, value in enumerate(values))
