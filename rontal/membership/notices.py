"""The table of who was told about a promise that runs out."""

from django.db import models

from rontal.kernel import clock
from rontal.membership.models import Application
from rontal.membership.rules.kinds import NoticeKind


class Notice(models.Model):
    """That staff were reminded of a case, or the applicant got an apology: once a case and kind.

    `due_at` is what was promised then; an apology carries the new time. Cases of one reminder
    have the same `batch`.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in NoticeKind])
    batch = models.UUIDField(null=True, db_index=True)
    due_at = models.DateTimeField()
    new_due_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "membership"
        constraints = [
            models.UniqueConstraint(fields=["application", "kind"], name="one_notice_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} about application {self.application_id}"
