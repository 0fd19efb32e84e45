"""Tables of reply templates: the templates, all their versions, and their uses."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rontal.core import clock
from rontal.standard.replies.rules import ReplyKind


class ReplyTemplate(models.Model):
    """Text that staff start a reply with. `version` is the number of the newest version, which
    applies. A retired template is not offered any more and stays readable.
    """

    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ReplyKind])
    version = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in ReplyKind]), name="reply_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReplyVersion(models.Model):
    """Version of a template; never changed. `saved_by` is an account's id; None for a template that
    came with the program.
    """

    template = models.ForeignKey(ReplyTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    words = models.TextField()
    words_en = models.TextField()
    place = models.PositiveSmallIntegerField(default=100)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "number"], name="one_reply_version"),
        ]

    def __str__(self) -> str:
        return f"{self.template_id}.{self.number}"


class ReplyUse(models.Model):
    """Use of a version in a reply; `about` names the object that was replied to."""

    version = models.ForeignKey(ReplyVersion, on_delete=models.PROTECT, related_name="uses")
    about = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.version_id} for {self.about}"
