"""What tells that two records speak of the same edition or agent."""

import re
from hashlib import blake2b
from typing import Final

from stdnum import isbn as standard_isbn
from stdnum import issn as standard_issn

from rontal.catalogue.rules.codes import AgentKind
from rontal.catalogue.rules.text import fold

_ISBN: Final = re.compile(
    r"(?:urn:)?(?:isbn[-: ]*(?:1[03][: ]+)?)?([\d -]{9,16}[\dXx])", re.IGNORECASE
)


_ISSN: Final = re.compile(r"(?:urn:)?(?:issn[-: ]*)?(\d{4})-?(\d{3}[\dXx])", re.IGNORECASE)


def isbn13(text: str) -> str:
    """The ISBN in a text as 13 digits, "" where there is none or its check digit is wrong.

    One of 13 digits begins with 978 or 979 (ISO 2108). 979-9 is nobody's yet, but often the 979 of
    Indonesia that an ISBN of 10 digits began with, written twice.
    """
    found = _ISBN.fullmatch(text.strip())
    digits = re.sub(r"[^0-9Xx]", "", found.group(1)) if found else ""
    if len(digits) == 13 and digits.isdigit():
        if not digits.startswith(("978", "979")) or digits.startswith("9799"):
            return ""
        return digits if _check13(digits[:12]) == digits[12] else ""
    if len(digits) == 10 and _sum10(digits) % 11 == 0:
        stem = "978" + digits[:9]
        return stem + _check13(stem)
    return ""


def isbn10(number: str) -> str:
    """The 10-digit form of an ISBN of 13 digits, "" where it has none (not of prefix 978)."""
    if not number.startswith("978"):
        return ""
    stem = number[3:12]
    check = -sum((10 - place) * int(digit) for place, digit in enumerate(stem)) % 11
    return stem + ("X" if check == 10 else str(check))


def hyphened(number: str) -> str:
    """An ISBN of 13 digits in its five parts (ISO 2108), or as it is where no agency has its range
    yet."""
    parts = standard_isbn.split(number)
    return "-".join(parts) if all(parts) else number


def issn(text: str) -> str:
    """The ISSN in a text with its hyphen, "" where there is none."""
    found = _ISSN.fullmatch(text.strip())
    return f"{found[1]}-{found[2].upper()}" if found else ""


def is_issn(text: str) -> bool:
    """Whether a text is an ISSN with the right check digit (ISO 3297): many a span of years looks
    like one."""
    return bool(standard_issn.is_valid(issn(text)))


def match_key(title: str, first_agent: str, year: int | None) -> int | None:
    """A signed 64-bit number that editions alike share: folded title, first agent's sort name,
    year. None for a title without letters, and where neither agent nor year is known."""
    folded = fold(title)
    if not folded or not (first_agent or year):
        return None
    text = f"{folded}|{fold(first_agent)}|{year or 0}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def agent_key(kind: AgentKind, sort_name: str, dates: str) -> str:
    """What one agent has in every record: kind, folded sort name, years of life."""
    years = " ".join(re.findall(r"\d{3,4}", dates)) if dates else ""
    return f"{kind.value[0]}:{fold(sort_name)[:230]}:{years}"[:300]


def subject_key(name: str) -> str:
    """By which a subject is found again, however it is spelt."""
    return fold(name)[:200] or name[:200]


def series_key(name: str) -> str:
    """By which a series is found again, however it is spelt."""
    return fold(name)[:300] or name[:300]


def _check13(stem: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return str(-total % 10)


def _sum10(digits: str) -> int:
    values = [10 if digit in "Xx" else int(digit) for digit in digits]
    return sum((10 - place) * value for place, value in enumerate(values))
