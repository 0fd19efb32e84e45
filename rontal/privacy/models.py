"""Table of impact assessments: the library's answers, in versions."""

from django.db import models

from rontal.core import clock


class ImpactAssessment(models.Model):
    """Version of the library's answers to the impact assessment; never changed.

    `answers` maps the codes of `privacy.assessment` to texts. `saved_by` is an account's id.
    """

    number = models.PositiveIntegerField(unique=True)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.BigIntegerField()

    def __str__(self) -> str:
        return f"version {self.number}"
