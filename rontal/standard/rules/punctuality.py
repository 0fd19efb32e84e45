"""State of a promise in working time."""

from datetime import timedelta
from enum import StrEnum


class Punctuality(StrEnum):
    """State of a promise; `AT_RISK` means that its last quarter has begun."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"


def punctuality(used: timedelta, promised: timedelta) -> Punctuality:
    """Returns the state of a promise of `promised` working time after `used` of it."""
    if used > promised:
        return Punctuality.LATE
    return Punctuality.AT_RISK if used * 4 >= promised * 3 else Punctuality.ON_TIME
