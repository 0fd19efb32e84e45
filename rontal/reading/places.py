"""How a place in a book is written: an EPUB CFI, or of a book of pages the fragment of a PDF, as
`page=12` (RFC 8118). Pure."""

import re
from typing import Final

PAGE: Final = re.compile(r"page=[1-9][0-9]{0,4}")


def page_of(place: str, fraction: float, pages: int) -> int:
    """The page of a place, from 1; of a place in another format by the part that was read."""
    if place.startswith("page="):
        return min(int(place.removeprefix("page=")), pages)
    return min(pages, 1 + round(fraction * max(0, pages - 1)))
