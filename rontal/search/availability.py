"""Registry of functions that report which titles can be borrowed now. Lending is above the
search, so it registers its function here at start-up; it adds titles whose availability changed to
the change feed (`catalogue.changes`)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

AvailabilitySource = Callable[[Any, Sequence[int]], Iterable[int]]
"""Maps a database cursor and title ids to those ids that have a copy available now."""
_sources: list[AvailabilitySource] = []


def register(source: AvailabilitySource) -> None:
    """Registers a function; registering it again changes nothing."""
    if source not in _sources:
        _sources.append(source)


def available_titles(cursor: Any, title_ids: Sequence[int]) -> set[int]:
    """Returns those of the titles that can be borrowed now."""
    return {pk for source in _sources for pk in source(cursor, title_ids)} if title_ids else set()
