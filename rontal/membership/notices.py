"""Table of reminders and apologies about promises."""

from django.db import models

from rontal.core import clock
from rontal.membership.models import Application
from rontal.membership.rules.kinds import NoticeKind


class Notice(models.Model):
    """Reminder to staff about a case, or apology to its applicant; one for each case and kind.

    `due_at` is the promise at that time; an apology has the new due time. Cases of one reminder
    mail have the same `batch`.
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
