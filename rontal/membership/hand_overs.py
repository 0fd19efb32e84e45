"""Table of hand-overs: at 17 a young person takes over the membership from the guardian."""

from django.db import models

from rontal.core import clock
from rontal.membership.models import Application


class HandOver(models.Model):
    """Hand-over of one membership, from the day on which the young person is asked.

    After `answer_by` the membership is paused, once (`paused_at`). `reminders` counts those sent.
    `guardian_hash` is the keyed hash of the address of a guardian who is erased, until the answer:
    nobody takes over with it.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="hand_over"
    )
    asked_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateField()
    reminders = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)
    taken_over_at = models.DateTimeField(null=True)
    guardian_hash = models.BinaryField(max_length=32, default=bytes)

    class Meta:
        app_label = "membership"
        indexes = [
            models.Index(
                fields=["answer_by"],
                condition=models.Q(taken_over_at=None),
                name="hand_over_open",
            )
        ]

    def __str__(self) -> str:
        return f"hand-over of application {self.application_id}"
