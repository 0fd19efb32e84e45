"""How the promises to applicants stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rontal.membership.models import Application
from rontal.membership.notices import Notice
from rontal.membership.rules.kinds import NoticeKind
from rontal.membership.states import CLOCK_RUNS
from rontal.standard.rules import Calendar, due
from rontal.standard.selectors import calendar, library


@dataclass(frozen=True)
class Moved:
    """How many due times of open applications another calendar would move, of how many."""

    open: int
    later: int
    earlier: int

    @property
    def moved(self) -> int:
        """All that would change."""
        return self.later + self.earlier


def due_with(hours: Calendar, application: Application) -> datetime:
    """When an application whose clock runs is due in a calendar."""
    assert application.clock_started_at is not None
    return _due(hours, application.clock_started_at, application.working_seconds_used)


def at_risk_until(now: datetime) -> datetime:
    """What is due until then has begun the last quarter of its promise, or is late."""
    promised = timedelta(minutes=library().policies.decision_working_minutes)
    return due(calendar(), now, promised / 4)


def due_times_moved_by(calendars: Iterable[Calendar]) -> list[Moved]:
    """What each of these calendars would do to the due times of open applications. One query."""
    found = Application.objects.filter(state__in=sorted(CLOCK_RUNS)).values_list(
        "clock_started_at", "working_seconds_used", "due_at"
    )
    rows = [(started, used, due_at) for started, used, due_at in found if started and due_at]
    return [_moved(hours, rows) for hours in calendars]


def new_time_of(application_id: int) -> datetime | None:
    """The new time that an apology named, or None."""
    rows = Notice.objects.filter(application_id=application_id, kind=NoticeKind.APOLOGY)
    return rows.values_list("new_due_at", flat=True).first()


def reminded_cases(batch: UUID) -> list[Application]:
    """The cases of a reminder that still wait for the library, the earliest due first."""
    rows = Application.objects.filter(
        notices__batch=batch, notices__kind=NoticeKind.REMINDER, state__in=sorted(CLOCK_RUNS)
    )
    return list(rows.only("code", "due_at").order_by("due_at", "pk"))


def _moved(hours: Calendar, rows: list[tuple[datetime, int, datetime]]) -> Moved:
    later = earlier = 0
    for started, used, due_at in rows:
        found = _due(hours, started, used)
        later += found > due_at
        earlier += found < due_at
    return Moved(len(rows), later, earlier)


def _due(hours: Calendar, started: datetime, used: int) -> datetime:
    promised = timedelta(minutes=library().policies.decision_working_minutes)
    return due(hours, started, max(timedelta(), promised - timedelta(seconds=used)))
