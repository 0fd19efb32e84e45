"""Classes of the Dewey Decimal Classification in the notation of Indonesian libraries."""

import re
from functools import lru_cache
from typing import Final

CLASSES: Final = "0123456789"
"""Main classes by their first digit."""
_MARK: Final = re.compile(
    r"\s*(?:[A-Za-z]{1,4}[\s.\-]+)?(?:([0-9])([0-9])([0-9])(?![0-9])|(2)[Xx])"
)


@lru_cache(20_000)
def class_number(text: str) -> str:
    """Returns the three digits of a class number such as "R 813.54 AND"; "2" for the classification
    of Islam that begins with 2X, which has another structure; "" where the text is no class
    number."""
    match = _MARK.match(text)
    return "".join(digit for digit in match.groups() if digit) if match else ""
