"""Figures of requests: how many, of which kind, how fast."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from rontal.core import clock
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestKind
from rontal.data_requests.states import DataRequestState

YEAR = timedelta(days=365)
MIN_GROUP_SIZE = 5
"""Smallest number of answered requests whose figures are published."""


@dataclass(frozen=True)
class RequestFigure:
    """Figures of one kind, or of all ("")."""

    kind: str
    received: int
    fulfilled: int
    refused: int
    withdrawn: int
    late: int
    hours: float | None
    """Median number of hours from the receipt to the answer; None without an answer."""

    @property
    def answered(self) -> int:
        return self.fulfilled + self.refused

    @property
    def in_time_percent(self) -> int | None:
        """Share of answers within the time, rounded down; None without an answer."""
        return (self.answered - self.late) * 100 // self.answered if self.answered else None


@dataclass(frozen=True)
class RequestFigures:
    """Figures of all requests received in the last year, and by kind."""

    all: RequestFigure
    kinds: list[RequestFigure]


def figures() -> RequestFigures:
    """Returns the figures of requests received in the last 365 days. One query."""
    names = ("kind", "state", "received_at", "closed_at", "due_at")
    rows = list(DataRequest.objects.filter(received_at__gte=clock.now() - YEAR).only(*names))
    kinds = [_figure(kind, [one for one in rows if one.kind == kind]) for kind in RequestKind]
    return RequestFigures(_figure("", rows), [one for one in kinds if one.received])


def published() -> RequestFigure | None:
    """Returns the figures of all kinds for the public; None for fewer than five answers."""
    total = figures().all
    return total if total.answered >= MIN_GROUP_SIZE else None


def _figure(kind: str, rows: list[DataRequest]) -> RequestFigure:
    def number(state: DataRequestState) -> int:
        return sum(one.state == state for one in rows)

    answered = [one for one in rows if one.was_in_time is not None]
    spans = [
        (one.closed_at - one.received_at) / timedelta(hours=1) for one in answered if one.closed_at
    ]
    return RequestFigure(
        kind=kind,
        received=len(rows),
        fulfilled=number(DataRequestState.FULFILLED),
        refused=number(DataRequestState.REFUSED),
        withdrawn=number(DataRequestState.WITHDRAWN),
        late=sum(one.was_in_time is False for one in answered),
        hours=round(median(spans), 1) if spans else None,
    )
