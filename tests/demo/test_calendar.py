"""Tests of the demo library's calendar."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.demo.calendar import load_calendar
from rontal.standard import selectors
from rontal.standard.rules.hours import write_day
from tests.support.accounts.factories import staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("today", "galungan"),
    [
        (datetime(2026, 11, 25, tzinfo=UTC), date(2027, 1, 13)),
        (datetime(2027, 1, 11, 17, tzinfo=UTC), date(2027, 8, 11)),  # its eve has begun
    ],
)
def test_the_next_galungan_is_off_and_loading_again_changes_nothing(today, galungan):
    staff(Role.HEAD, login_name="kepala")
    with time_machine.travel(today, tick=False):
        load_calendar()
        load_calendar()
        calendar = selectors.calendar()
    assert all(calendar.is_off(galungan.replace(day=galungan.day + step)) for step in (-1, 0, 1))
    assert calendar.is_off(date(today.year, 12, 29))
    assert Event.objects.filter(name="calendar:changed").count() == 5


def test_ramadan_has_hours_of_its_own():
    staff(Role.HEAD, login_name="kepala")
    with time_machine.travel(datetime(2026, 11, 25, tzinfo=UTC), tick=False):
        load_calendar()
    assert write_day(selectors.calendar().hours(date(2027, 2, 9))) == "08:00-15:00"
