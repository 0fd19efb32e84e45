"""Batches of an import that other transactions may get in the way of."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.db import IntegrityError
from django.db.models import ProtectedError

CONFLICTS: Final = (IntegrityError, ProtectedError)
"""Errors when another transaction wrote the same value, or when other rows refer to a row."""


def process_batch(
    process: Callable[[int], int], give_up: Callable[[], object], *, size: int
) -> int:
    """Processes the next `size` rows; one by one when one of them conflicts with other rows, and
    gives up a row that conflicts twice. Returns the number of rows processed, 0 at the end.

    `process` takes a number of rows, returns how many it processed, and writes all or nothing.
    """
    try:
        return process(size)
    except CONFLICTS:
        return sum(_process_one(process, give_up) for _turn in range(size))


def _process_one(process: Callable[[int], int], give_up: Callable[[], object]) -> int:
    for _turn in range(2):
        with suppress(*CONFLICTS):
            return process(1)
    give_up()
    return 1
