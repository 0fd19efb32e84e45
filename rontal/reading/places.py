"""Notation of places in a book, without Django.

A place is an EPUB CFI, or in books of pages a PDF fragment such as `page=12` (RFC 8118). Text on a
page is addressed by characters, as in `page=12&char=40,63`, counted from 0 between characters as in
RFC 5147.
"""

import re
from typing import Final

PAGE: Final = re.compile(r"page=([1-9][0-9]{0,4})(?:&char=[0-9]{1,6},[0-9]{1,6})?")


def number_of(place: str) -> int:
    """Returns the page that a place names, from 1; 0 where it names none."""
    match = PAGE.fullmatch(place)
    return int(match.group(1)) if match else 0


def page_of(place: str, fraction: float, pages: int) -> int:
    """Returns the page of a place, from 1; for a CFI the page at the fraction read."""
    number = number_of(place)
    if number:
        return min(number, pages)
    return min(pages, 1 + round(fraction * max(0, pages - 1)))
