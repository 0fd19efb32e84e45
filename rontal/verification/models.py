"""Models of verification. Findings hold codes and figures, never personal values.

Values read on a card are encrypted.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rontal.core import clock
from rontal.core.fields import SealedJSONField
from rontal.core.models import SealedFile
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Slot
from rontal.verification.rules import Level, Recommendation


class BitsField(models.Field):  # type: ignore[type-arg]
    """256 bits as text of 0 and 1, for distances with PostgreSQL's `#` and `bit_count`."""

    def db_type(self, connection: Any) -> str:
        """Returns the type of a bit string of fixed length."""
        return "bit(256)"


class Examination(models.Model):
    """An examination of an application by the system; the latest one counts.

    `sampled`: everything passed and could have been approved automatically, but random sampling
    sent it to a clerk.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="examinations"
    )
    run = models.PositiveSmallIntegerField()
    recommendation = models.CharField(
        max_length=20, choices=[(r.value, r.value) for r in Recommendation]
    )
    at = models.DateTimeField(default=clock.now)
    milliseconds = models.PositiveIntegerField(default=0)
    sampled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "run"], name="one_examination_a_run")
        ]

    def __str__(self) -> str:
        return f"examination {self.run} of application {self.application_id}"


class Finding(models.Model):
    """A finding of a check in an examination."""

    examination = models.ForeignKey(Examination, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in Level])
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["examination", "position"], name="one_finding_a_place"),
            models.CheckConstraint(
                condition=models.Q(level__in=[level.value for level in Level]),
                name="finding_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.level}"


class PhotoReading(models.Model):
    """Result of the machine for one photo, kept until the decision or the photo's deletion.

    `found` is a CardReading (slots card and extra) or a SelfieFaces (slot face) as JSON, or None
    where the machine failed (reason in `unable`). `hints` are codes of what the applicant can
    improve, such as `card_dark` or `face_none`, without personal values.
    """

    file = models.OneToOneField(
        SealedFile, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    slot = models.CharField(max_length=10, choices=[(slot.value, slot.value) for slot in Slot])
    found = SealedJSONField(null=True)
    hints = ArrayField(models.CharField(max_length=40), default=list)
    unable = models.CharField(max_length=20, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"reading of {self.file_id}"


class PhotoHash(models.Model):
    """PDQ fingerprint of a stored photo, deleted with the photo."""

    file = models.OneToOneField(
        SealedFile, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    slot = models.CharField(max_length=10, choices=[(slot.value, slot.value) for slot in Slot])
    bits = BitsField()
    quality = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"fingerprint of {self.file_id}"
