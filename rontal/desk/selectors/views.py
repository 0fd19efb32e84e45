"""Views of the queue: built-in ones and a clerk's own, with the number of applications in each."""

from dataclasses import dataclass

from django.db.models import Count

from rontal.core.actors import Actor
from rontal.desk.selectors.filters import BUILT_IN, Filters, Shelf
from rontal.desk.selectors.queue_conditions import STATES, annotate_for_filters, condition
from rontal.membership.models import Application, SavedView

COUNTED = frozenset({Shelf.DECIDE, Shelf.CHECKING, Shelf.APPLICANT, Shelf.ACTIVATION})
"""Shelves that are counted; ended applications can be too many to count on every page."""


@dataclass(frozen=True)
class View:
    """Named set of filters; `code` is a key of `BUILT_IN`, or "" for a saved view (then `pk`).

    `count` is None where the shelf is not counted.
    """

    filters: Filters
    count: int | None
    code: str = ""
    name: str = ""
    pk: int = 0


def views(actor: Actor) -> list[View]:
    """Returns the views of a clerk with their counts. Two queries."""
    own = list(SavedView.objects.filter(staff_id=actor.id).order_by("name"))
    all_views = [View(filters, None, code=code) for code, filters in BUILT_IN.items()]
    all_views += [View(Filters.read(row.filters), None, name=row.name, pk=row.pk) for row in own]
    numbers = _counts([view.filters for view in all_views], actor)
    return [
        View(view.filters, numbers.get(place), view.code, view.name, view.pk)
        for place, view in enumerate(all_views)
    ]


def _counts(all_filters: list[Filters], actor: Actor) -> dict[int, int]:
    counted = {
        place: filters for place, filters in enumerate(all_filters) if filters.shelf in COUNTED
    }
    states = {state for filters in counted.values() for state in STATES[Shelf(filters.shelf)]}
    rows = annotate_for_filters(Application.objects.filter(state__in=sorted(states)), actor)
    sums = {
        f"view_{place}": Count("pk", filter=condition(filters))
        for place, filters in counted.items()
    }
    numbers = rows.aggregate(**sums)
    return {place: numbers[f"view_{place}"] for place in counted}
