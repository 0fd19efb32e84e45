"""How a place in a book is written: an EPUB CFI, or of a book of pages the fragment of a PDF, as
`page=12` (RFC 8118). Words of a page are told by their letters, as in `page=12&char=40,63`: from 0,
counted between letters as in RFC 5147. Pure."""

import re
from typing import Final

PAGE: Final = re.compile(r"page=([1-9][0-9]{0,4})(?:&char=[0-9]{1,6},[0-9]{1,6})?")


def number_of(place: str) -> int:
    """The page that a place names, from 1; 0 where it names none."""
    found = PAGE.fullmatch(place)
    return int(found.group(1)) if found else 0


def page_of(place: str, fraction: float, pages: int) -> int:
    """The page of a place, from 1; of a place in another format by the part that was read."""
    number = number_of(place)
    if number:
        return min(number, pages)
    return min(pages, 1 + round(fraction * max(0, pages - 1)))
