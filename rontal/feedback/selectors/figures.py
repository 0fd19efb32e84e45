"""Public figures, from columns that remain after erasure. Groups so small that they could reveal a
person are hidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncMonth

from rontal.core import clock
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import MIN_GROUP_SIZE, Category, Channel, Kind
from rontal.standard.selectors import library

MONTHS = 12
_COUNTED = ~Q(set_aside__in=["spam", "duplicate"])


@dataclass(frozen=True)
class Figure:
    """Group of tickets; numbers are None when the group is too small to be shown.

    `received` tickets came in within the period; of these, `answered` have an answer and `in_time`
    were answered within the promised time. `share` is the percentage in time of those that are
    answered or overdue.
    """

    name: str
    received: int | None
    answered: int | None = None
    in_time: int | None = None
    share: int | None = None

    @property
    def shown(self) -> bool:
        """False when the group is too small to be shown."""
        return self.received is not None


@dataclass(frozen=True)
class Figures:
    """Figures of the last twelve months. `rating` is the mean of `rated` ratings, `days` the mean
    time to the answer.
    """

    since: datetime
    all: Figure
    kinds: list[Figure]
    categories: list[Figure]
    channels: list[Figure]
    months: list[Figure]
    rating: float | None
    rated: int | None
    days: float | None


def figures() -> Figures:
    """Computes the figures of the last twelve months, by kind, category, channel and month. Six
    queries.
    """
    zone = library().tz
    today = clock.now().astimezone(zone)
    first = _months_back(today.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    rows = Ticket.objects.filter(_COUNTED, received_at__gte=first)
    totals = rows.aggregate(**_numbers(), **_quality())
    months = rows.annotate(month=TruncMonth("received_at", tzinfo=zone)).values("month")
    named = {f"{one['month']:%Y-%m}": one for one in months.annotate(**_numbers()).order_by()}
    return Figures(
        since=first,
        all=_figure("all", totals),
        kinds=_grouped(rows, "kind", Kind),
        categories=_grouped(rows, "category", Category),
        channels=_grouped(rows, "channel", Channel),
        months=[_figure(name, named.get(name, {})) for name in _month_names(first)],
        rating=totals["rating_mean"] if totals["rated"] >= MIN_GROUP_SIZE else None,
        rated=totals["rated"] if totals["rated"] >= MIN_GROUP_SIZE else None,
        days=_days(totals),
    )


def _days(totals: dict[str, object]) -> float | None:
    mean_duration, answered = totals["took"], totals["answered"]
    is_shown = isinstance(answered, int) and answered >= MIN_GROUP_SIZE
    if not is_shown or not isinstance(mean_duration, timedelta):
        return None
    return round(mean_duration.total_seconds() / 86_400, 1)


def _numbers() -> dict[str, Count]:
    return {
        "received": Count("pk"),
        "answered": Count("pk", filter=Q(answered_at__isnull=False)),
        "in_time": Count("pk", filter=Q(in_time=True)),
        "due": Count("pk", filter=Q(answered_at__isnull=False) | Q(due_at__lt=clock.now())),
    }


def _quality() -> dict[str, object]:
    duration = ExpressionWrapper(F("answered_at") - F("received_at"), output_field=DurationField())
    return {"rated": Count("rating"), "rating_mean": Avg("rating"), "took": Avg(duration)}


def _grouped(rows: Any, name: str, kinds: Iterable[str]) -> list[Figure]:
    rows_by_name = {one[name]: one for one in rows.values(name).annotate(**_numbers()).order_by()}
    return _hide([_figure(kind, rows_by_name.get(kind, {})) for kind in kinds], rows_by_name)


def _hide(groups: list[Figure], rows_by_name: Mapping[str, Mapping[str, Any]]) -> list[Figure]:
    """Hides a second group when only one is hidden, whose number would otherwise follow from the
    sum.
    """
    hidden = [
        one for one in groups if not one.shown and rows_by_name.get(one.name, {}).get("received")
    ]
    if len(hidden) != 1:
        return groups
    smallest = min(
        (one for one in groups if one.received), key=lambda one: one.received or 0, default=None
    )
    return [Figure(one.name, None) if one is smallest else one for one in groups]


def _figure(name: str, numbers: Mapping[str, Any]) -> Figure:
    received = numbers.get("received", 0)
    if 0 < received < MIN_GROUP_SIZE:
        return Figure(str(name), None)
    due, in_time = numbers.get("due", 0), numbers.get("in_time", 0)
    share = round(100 * in_time / due) if due >= MIN_GROUP_SIZE else None
    answered = numbers.get("answered", 0)
    return Figure(str(name), received, answered, in_time, share)


def _months_back(first: datetime) -> datetime:
    number = first.year * 12 + first.month - 1 - (MONTHS - 1)
    return first.replace(year=number // 12, month=number % 12 + 1)


def _month_names(first: datetime) -> list[str]:
    start = first.year * 12 + first.month - 1
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, start + MONTHS)]
