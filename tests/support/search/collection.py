"""Titles for the tests of the search, saved without an import, and their search results."""

import itertools
from typing import Any

from records.record import Credit, Record
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import record_writing
from rontal.search import selectors as search
from rontal.search.filters import Filters, Sort
from rontal.search.results import Results

_serial = itertools.count(1)


def title(
    name: str,
    *people: str,
    subjects: tuple[str, ...] = (),
    state: TitleState = TitleState.PUBLIC,
    **parts: Any,
) -> Title:
    """Creates a title by these people."""
    record = Record(
        title=name,
        credits=[Credit(person) for person in people],
        subjects=subjects,
        **{"language": "id", **parts},
    )
    return record_writing.create(record, slug=f"judul-{next(_serial)}", state=state)


def search_results(
    query: str, *, sort: Sort = Sort.BEST, facets: bool = False, **filters: Any
) -> Results:
    """Returns the first twenty results."""
    narrowed = Filters(**filters)
    return search.find(query, filters=narrowed, sort=sort, offset=0, limit=20, facets=facets)


def titles_found(query: str, **options: Any) -> list[str]:
    """Returns the names of the results in order."""
    names = dict(Title.objects.values_list("pk", "title"))
    return [names[pk] for pk in search_results(query, **options).ids]
