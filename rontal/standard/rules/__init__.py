"""Pure rules of the standard: working time, and the state of a promise in working time."""

from rontal.standard.rules.calendar import (
    MAX_DAYS_WITHOUT_WORK,
    Calendar,
    NoWorkingTime,
    WeekFrom,
    WeekWithin,
    due,
    due_in_days,
    worked,
    working_days,
)
from rontal.standard.rules.hours import DEFAULT_WEEK, HoursRefused, Span, Week
from rontal.standard.rules.punctuality import Punctuality, punctuality

__all__ = [
    "MAX_DAYS_WITHOUT_WORK",
    "DEFAULT_WEEK",
    "Calendar",
    "HoursRefused",
    "NoWorkingTime",
    "Punctuality",
    "Span",
    "Week",
    "WeekFrom",
    "WeekWithin",
    "due",
    "due_in_days",
    "punctuality",
    "worked",
    "working_days",
]
