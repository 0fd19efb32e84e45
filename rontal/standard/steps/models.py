"""Measured times. A row holds a day and a duration, nothing of whose it was, and so outlives
the erasure of everybody's data."""

from django.db import models
from django.db.models import F, Q

from rontal.kernel import clock
from rontal.standard.steps.rules import Step


class StepTime(models.Model):
    """How long one step took once. The database refuses to change or remove a row.

    `seconds` are working time where `working` is true, else by the clock; `promised_seconds` is
    what held on that day. Only the day is kept (in the library's zone): with the moment, the row
    could be laid beside the record of events, which knows who.
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
    """That something was measured already: a job that runs twice measures once.

    The key is a keyed hash; no measured time refers to it, and it goes after some weeks.
    """

    key = models.BinaryField(max_length=32, primary_key=True)
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"mark of {self.made_at:%Y-%m-%d}"
