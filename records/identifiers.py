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
    if digits.startswith("9799") and len(digits) == 13 or not standard_isbn.is_valid(digits):
        return ""
    return str(standard_isbn.to_isbn13(digits))


def isbn10(number: str) -> str:
    """Returns the 10-digit form of an ISBN, "" for a prefix other than 978."""
    return str(standard_isbn.to_isbn10(number)) if number.startswith("978") else ""


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
