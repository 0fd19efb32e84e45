"""Queries about the promises to applicants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rontal.membership.models import Application
from rontal.membership.notices import Notice
from rontal.membership.rules.kinds import NoticeKind
from rontal.membership.states import CLOCK_RUNS
from rontal.standard.policies import StandardPolicies
from rontal.standard.rules import Calendar, due
from rontal.standard.selectors import calendar


@dataclass(frozen=True)
class Moved:
    """Number of open applications, and of those whose due time another calendar would change."""

    open: int
    later: int
    earlier: int

    @property
    def moved(self) -> int:
        """Number of all due times that would change."""
        return self.later + self.earlier


def due_with(hours: Calendar, application: Application) -> datetime:
    """Returns the due time, by a calendar, of an application whose clock is running."""
    assert application.clock_started_at is not None
    return _due(hours, application.clock_started_at, application.working_seconds_used)


def at_risk_until(now: datetime) -> datetime:
    """Returns a moment: applications due until then are in the last quarter of their promise, or
    late.
    """
    promised = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    return due(calendar(), now, promised / 4)


def due_times_moved_by(calendars: Iterable[Calendar]) -> list[Moved]:
    """Computes the effect of each calendar on the due times of open applications. One query."""
    applications = Application.objects.filter(state__in=sorted(CLOCK_RUNS)).values_list(
        "clock_started_at", "working_seconds_used", "due_at"
    )
    rows = [(started, used, due_at) for started, used, due_at in applications if started and due_at]
    return [_moved(hours, rows) for hours in calendars]


def new_time_of(application_id: int) -> datetime | None:
    """Returns the new due time named in an apology; None when there is none."""
    rows = Notice.objects.filter(application_id=application_id, kind=NoticeKind.APOLOGY)
    return rows.values_list("new_due_at", flat=True).first()


def reminded_cases(batch: UUID) -> list[Application]:
    """Returns the cases of a reminder that still wait for the library, by due time."""
    rows = Application.objects.filter(
        notices__batch=batch, notices__kind=NoticeKind.REMINDER, state__in=sorted(CLOCK_RUNS)
    )
    return list(rows.only("code", "due_at").order_by("due_at", "pk"))


def _moved(hours: Calendar, rows: list[tuple[datetime, int, datetime]]) -> Moved:
    later = earlier = 0
    for started, used, due_at in rows:
        new_due_at = _due(hours, started, used)
        later += new_due_at > due_at
        earlier += new_due_at < due_at
    return Moved(len(rows), later, earlier)


def _due(hours: Calendar, started: datetime, used: int) -> datetime:
    promised = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    return due(hours, started, max(timedelta(), promised - timedelta(seconds=used)))
