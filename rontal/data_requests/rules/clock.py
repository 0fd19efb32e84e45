"""Clock of a request, in hours that run at night, on Sundays and on holidays too (UU 27/2022:
3 × 24 hours from the receipt). It does not stand while the person is asked something.
"""

from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from rontal.standard.rules import Punctuality

ANSWER_LASTS: Final = timedelta(days=30)
"""How long an answer can be read at least: by the link in a mail, and of an erased account."""

OLDEST: Final = timedelta(days=366)
"""How long ago a request may have been received that staff enter."""


class Reminder(IntEnum):
    """Reminders to staff, in their order."""

    NONE = 0
    HALF = 1
    LAST_QUARTER = 2
    LATE = 3


_PARTS = ((Reminder.LATE, 1.0), (Reminder.LAST_QUARTER, 0.75), (Reminder.HALF, 0.5))


def due_after(received: datetime, hours: int) -> datetime:
    """Returns the end of the time for a request that was received at `received`."""
    return received + timedelta(hours=hours)


def reminder_due(now: datetime, received: datetime, due: datetime) -> Reminder:
    """Returns the newest reminder whose time has come."""
    passed = (now - received) / (due - received)
    return next((reminder for reminder, part in _PARTS if passed >= part), Reminder.NONE)


def punctuality(now: datetime, received: datetime, due: datetime) -> Punctuality:
    """Returns the state of an open request; its last quarter is at risk."""
    if now > due:
        return Punctuality.LATE
    at_risk = reminder_due(now, received, due) >= Reminder.LAST_QUARTER
    return Punctuality.AT_RISK if at_risk else Punctuality.ON_TIME
