"""Tests of the clock of 3 × 24 hours, which knows no working time."""

from datetime import UTC, datetime, timedelta

import pytest

from rontal.data_requests.rules.clock import Reminder, due_after, punctuality, reminder_due
from rontal.standard.rules import Punctuality

FRIDAY_EVENING = datetime(2026, 11, 27, 13, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_clock_runs_over_the_weekend():
    assert due_after(FRIDAY_EVENING, 72) == datetime(2026, 11, 30, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "reminder", "state"),
    [
        (0, Reminder.NONE, Punctuality.ON_TIME),
        (35, Reminder.NONE, Punctuality.ON_TIME),
        (36, Reminder.HALF, Punctuality.ON_TIME),
        (54, Reminder.LAST_QUARTER, Punctuality.AT_RISK),
        (71, Reminder.LAST_QUARTER, Punctuality.AT_RISK),
        (73, Reminder.LATE, Punctuality.LATE),
    ],
)
def test_reminders_come_at_half_three_quarters_and_the_end(hours, reminder, state):
    due, now = due_after(FRIDAY_EVENING, 72), FRIDAY_EVENING + hours * HOUR
    assert reminder_due(now, FRIDAY_EVENING, due) is reminder
    assert punctuality(now, FRIDAY_EVENING, due) is state
