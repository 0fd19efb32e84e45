"""Records of this library that come back: what they say of themselves."""

from collections.abc import Mapping, Sequence
from typing import Final

from rontal.catalogue import home
from rontal.catalogue.rules import Scheme

Number = Sequence[str]
Sources = Mapping[str, bool]
_LONGEST: Final = 18
"""So many digits a title's number has at most."""


def titles(numbers: Sequence[Number], sources: Sources) -> dict[int, bool]:
    """The titles of ours that a record with these numbers may be, and whether it surely is: its
    source names no other library."""
    found: dict[int, bool] = {}
    for scheme, value in numbers:
        if scheme == Scheme.CONTROL:
            source, _colon, number = value.rpartition(":")
            if source in sources and _is_id(number):
                found[int(number)] = sources[source]
    return found


def without(numbers: Sequence[Number], sources: Sources) -> list[Number]:
    """What else these numbers tell of a title of ours: not its own number, not its own page."""
    pages = home.page()
    return [
        (scheme, value)
        for scheme, value in numbers
        if not (scheme == Scheme.CONTROL and value.rpartition(":")[0] in sources)
        and not (scheme == Scheme.URI and value.startswith(pages))
    ]


def _is_id(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= _LONGEST
