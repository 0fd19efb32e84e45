"""Recognises this library's own exported records when they are imported again."""

from collections.abc import Mapping, Sequence
from typing import Final

from records.codes import Scheme
from rontal.catalogue import source_identity

Number = Sequence[str]
Sources = Mapping[str, bool]
_MAX_ID_DIGITS: Final = 18
"""Most digits of a title id."""


def titles(numbers: Sequence[Number], sources: Sources) -> dict[int, bool]:
    """Returns the ids of titles that a record with these numbers may be; the value is True where
    its source identifies this library for certain."""
    ids: dict[int, bool] = {}
    for scheme, value in numbers:
        if scheme == Scheme.CONTROL:
            source, _colon, number = value.rpartition(":")
            if source in sources and _is_id(number):
                ids[int(number)] = sources[source]
    return ids


def without_own_numbers(numbers: Sequence[Number], sources: Sources) -> list[Number]:
    """Returns the numbers without this library's own title ids and page URLs."""
    pages = source_identity.page()
    return [
        (scheme, value)
        for scheme, value in numbers
        if not (scheme == Scheme.CONTROL and value.rpartition(":")[0] in sources)
        and not (scheme == Scheme.URI and value.startswith(pages))
    ]


def _is_id(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= _MAX_ID_DIGITS
