"""The tables of the working calendar. What nobody entered follows the defaults of the rules.

Hours lie as JSON: seven lists, Monday first, of spans ["07:30", "12:00"]; an end of "24:00" is
midnight.
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
    """The one row that says which calendar is in force. Every change gives it another `token`, so
    that a process sees by one look whether what it keeps is still right; whoever changes the
    calendar locks it first."""

    token = models.UUIDField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_calendar"),
        ]

    def __str__(self) -> str:
        return str(self.token)


class WeeklyHours(models.Model):
    """The hours of an ordinary week, from a date on until the next that is entered."""

    valid_from = models.DateField(unique=True)
    week: "models.JSONField[Any, Any]" = models.JSONField()

    def __str__(self) -> str:
        return f"from {self.valid_from}"


class SpecialHours(models.Model):
    """Other hours for a span of dates, such as Ramadan or a single day; they never overlap."""

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
    """Days on which the library is closed as a whole."""

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
    """What staff said about a day that the program proposes: a Balinese day is off once it is
    confirmed, a national holiday or joint leave is off unless it is struck."""

    day = models.DateField(unique=True)
    off = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.day} {'off' if self.off else 'worked'}"
