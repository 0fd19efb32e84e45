"""Messages to people and how their delivery went. Addresses and texts are not kept here."""

from django.conf import settings
from django.db import models

from rontal.kernel import clock
from rontal.notifications.kinds import Kind
from rontal.notifications.states import MessageState

_CASE = models.Q(application__isnull=False, ticket__isnull=True, staff__isnull=True)
_TICKET = models.Q(application__isnull=True, ticket__isnull=False)
_STAFF = models.Q(application__isnull=True, ticket__isnull=True, staff__isnull=False)


class Message(models.Model):
    """One mail: about an application, about a complaint or suggestion (to who wrote in or, with
    `staff`, to a clerk), or to a clerk about nobody in particular.

    The address and the text are made when the mail is handed over, so that a message holds no
    personal data and a fresh link is made for each try.
    """

    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in Kind])
    application = models.ForeignKey(
        "membership.Application", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    ticket = models.ForeignKey(
        "feedback.Ticket", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    event_id = models.BigIntegerField()
    state = models.CharField(max_length=10, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "kind", "staff"],
                name="one_message_an_event",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in MessageState]),
                name="message_state_known",
            ),
            models.CheckConstraint(condition=_CASE | _TICKET | _STAFF, name="message_about_one"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="message_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    COLUMNS = ("kind", "event_id", "state", "attempts", "error", "created_at", "sent_at")
    """What tells of the delivery."""

    @property
    def code(self) -> str:
        """Of the application or ticket; "" for a mail about none."""
        about = self.application or self.ticket
        return about.code if about else ""
