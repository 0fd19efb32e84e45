"""Figures of complaints and suggestions for a period and the one before, for reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import SetAside
from rontal.standard.rules.periods import ReportPeriod
from rontal.standard.selectors import library

DIMENSIONS = ("kind", "channel", "category")
_COUNTED = ~Q(set_aside__in=[SetAside.SPAM, SetAside.DUPLICATE])


@dataclass(frozen=True)
class Counted:
    """Number of tickets received in a period, of tickets first answered in it, and of those
    answered in time.
    """

    received: int = 0
    answered: int = 0
    in_time: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.received + other.received,
            self.answered + other.answered,
            self.in_time + other.in_time,
        )


Pair = tuple[Counted, Counted]
NOTHING: Pair = (Counted(), Counted())


@dataclass(frozen=True)
class Tickets:
    """Figures of all tickets, and by "kind", "channel" and "category"; each pair holds the period
    and the one before.
    """

    all: Pair
    groups: Mapping[str, Mapping[str, Pair]]


def tickets(period: ReportPeriod) -> Tickets:
    """Computes the figures of a period and the one before. One query."""
    zone = library().tz
    now, before = period.moments(zone), period.before.moments(zone)
    both_periods = (before[0], now[1])
    rows = Ticket.objects.filter(
        _COUNTED, _within("received_at", both_periods) | _within("answered_at", both_periods)
    )
    sums = rows.values(*DIMENSIONS).annotate(**_sums("now", now), **_sums("before", before))
    total = NOTHING
    groups: dict[str, dict[str, Pair]] = {name: {} for name in DIMENSIONS}
    for row in sums.order_by():
        pair = _counted(row, "now"), _counted(row, "before")
        total = total[0] + pair[0], total[1] + pair[1]
        for name in DIMENSIONS:
            subtotal = groups[name].get(row[name], NOTHING)
            groups[name][row[name]] = subtotal[0] + pair[0], subtotal[1] + pair[1]
    return Tickets(total, groups)


def _within(column: str, span: tuple[datetime, datetime]) -> Q:
    return Q(**{f"{column}__gte": span[0], f"{column}__lt": span[1]})


def _sums(name: str, span: tuple[datetime, datetime]) -> dict[str, Count]:
    answered = _within("answered_at", span)
    return {
        f"received_{name}": Count("pk", filter=_within("received_at", span)),
        f"answered_{name}": Count("pk", filter=answered),
        f"in_time_{name}": Count("pk", filter=answered & Q(in_time=True)),
    }


def _counted(row: dict[str, Any], name: str) -> Counted:
    return Counted(row[f"received_{name}"], row[f"answered_{name}"], row[f"in_time_{name}"])
