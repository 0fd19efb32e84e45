"""Races between a change of the calendar and a due time being written, on real PostgreSQL.

The control removes the calendar's lock and shows a due time that follows no calendar.
"""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Application
from rontal.membership.selectors.promises import due_with
from rontal.standard import selectors as standard
from rontal.standard import services as calendar
from tests.support.membership import factories
from tests.support.races.threads import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
HEAD = Actor.staff(1, frozenset({Role.HEAD.value}))
MORNING = datetime(2027, 1, 12, 2, 30, tzinfo=UTC)
GALUNGAN = date(2027, 1, 13)
TIMEOUT_SECONDS = 0.6


def raced() -> Application:
    """Returns an application whose clock a correction started while the calendar changed.

    The correction waits before its commit; meanwhile the head confirms Galungan, and all due times
    are computed again.
    """
    with time_machine.travel(MORNING, tick=False):
        case = factories.needs_correction()
    written, changed = threading.Event(), threading.Event()

    def correct() -> None:
        with transaction.atomic():
            services.correct(application_id=case.pk, actor=factories.applicant(case))
            written.set()
            changed.wait(TIMEOUT_SECONDS)

    def change() -> None:
        written.wait(10)
        calendar.confirm_day(day=GALUNGAN, actor=HEAD)
        event = Event.objects.filter(name="calendar:changed").latest("pk")
        services.recompute_due_times(change_id=event.pk)
        changed.set()

    standard.clear_calendar_cache()
    standard.calendar()
    with time_machine.travel(MORNING + timedelta(minutes=5), tick=False):
        results = together(correct, change)
    assert results == [None, None]
    standard.clear_calendar_cache()
    return Application.objects.get(pk=case.pk)


def test_due_time_just_written_follows_the_changed_calendar():
    case = raced()
    assert case.due_at == due_with(standard.calendar(), case)
    assert case.due_at.day == 14


def test_control_without_the_lock_a_due_time_is_outdated(monkeypatch):
    monkeypatch.setattr(standard, "locked_calendar", standard.calendar)
    case = raced()
    assert case.due_at != due_with(standard.calendar(), case)


def test_two_changes_at_once_are_checked_one_after_the_other():
    """Checks two closings that are valid alone, but together leave a year without working days."""

    def close(first: date, last: date):
        return lambda: calendar.add_closing(name="X", first_day=first, last_day=last, actor=HEAD)

    results = together(
        close(date(2027, 1, 1), date(2027, 8, 1)), close(date(2027, 8, 2), date(2028, 1, 16))
    )
    refused = [result for result in results if isinstance(result, Exception)]
    assert [error.code for error in refused] == ["invalid"]
