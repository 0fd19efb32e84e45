"""Tables of the working calendar. Defaults come from the rules where staff entered nothing.

Hours are stored as JSON: seven lists, Monday first, of spans ["07:30", "12:00"]; an end of "24:00"
is midnight.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from rontal.standard.publication.models import StandardComponent, StandardVersion
from rontal.standard.replies.models import ReplyTemplate, ReplyUse, ReplyVersion
from rontal.standard.steps.models import StepMark, StepTime

__all__ = [
    "CalendarVersion",
    "Closing",
    "DayAnswer",
    "ReplyTemplate",
    "ReplyUse",
    "ReplyVersion",
    "SpecialHours",
    "StandardComponent",
    "StandardVersion",
    "StepMark",
    "StepTime",
    "WeeklyHours",
]


class CalendarVersion(models.Model):
    """The one row that names the calendar in force. Every change gives it a new `token`, by which a
    process sees in one query whether its cached calendar is current; it is locked before a change.
    """

    token = models.UUIDField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_calendar"),
        ]

    def __str__(self) -> str:
        return str(self.token)


class WeeklyHours(models.Model):
    """Hours of an ordinary week, from a date until the next such date."""

    valid_from = models.DateField(unique=True)
    week: "models.JSONField[Any, Any]" = models.JSONField()

    def __str__(self) -> str:
        return f"from {self.valid_from}"


class SpecialHours(models.Model):
    """Different hours for a span of dates, such as Ramadan or a single day; spans never overlap."""

    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    week: "models.JSONField[Any, Any]" = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="special_hours_end_after_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day} {self.last_day}"


class Closing(models.Model):
    """Days on which the whole library is closed."""

    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="closing_ends_after_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day} {self.last_day}"


class DayAnswer(models.Model):
    """Answer of staff to a proposed day off: a Balinese holiday is off once it is confirmed, a
    national holiday or joint leave is off unless it is struck.
    """

    day = models.DateField(unique=True)
    off = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.day} {'off' if self.off else 'worked'}"
