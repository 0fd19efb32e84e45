"""Tables of measured durations. A row holds a day and a duration but no person, so that it can be
stored longer than personal data.
"""

from django.db import models
from django.db.models import F, Q

from rontal.core import clock
from rontal.standard.steps.rules import Step


class StepTime(models.Model):
    """Duration of one step, measured once. A database trigger refuses to change or delete a row.

    `seconds` are working time when `working` is true, else elapsed time; `promised_seconds` is the
    promise of that day. Only the day is stored (in the library's zone): with the exact time, the
    row could be matched with the events, which name the actor.
    """

    step = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Step])
    ended_on = models.DateField()
    seconds = models.PositiveIntegerField()
    working = models.BooleanField()
    promised_seconds = models.PositiveIntegerField()
    kept = models.GeneratedField(
        expression=Q(seconds__lte=F("promised_seconds")),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__in=[s.value for s in Step]), name="step_known")
        ]
        indexes = [
            models.Index(
                fields=["ended_on", "step"],
                include=["seconds", "kept"],
                name="step_time_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.ended_on} {self.seconds} s"


class StepMark(models.Model):
    """Mark that something was already measured, so that a job that runs twice measures once.

    The key is a keyed hash; no measured time refers to it, and it is deleted after some weeks.
    """

    key = models.BinaryField(max_length=32, primary_key=True)
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"mark of {self.made_at:%Y-%m-%d}"
