"""How a promise stands."""

from datetime import timedelta
from enum import StrEnum


class Punctuality(StrEnum):
    """How a promise stands: at risk is its last quarter."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"


def punctuality(used: timedelta, promised: timedelta) -> Punctuality:
    """How a promise of `promised` working time stands after `used` of it."""
    if used > promised:
        return Punctuality.LATE
    return Punctuality.AT_RISK if used * 4 >= promised * 3 else Punctuality.ON_TIME
