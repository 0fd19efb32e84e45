"""Messages to people and how their delivery went. Addresses and texts are not kept here."""

from django.conf import settings
from django.db import models

from rontal.kernel import clock
from rontal.notifications.kinds import Kind, TicketKind
from rontal.notifications.states import MessageState


class Message(models.Model):
    """One mail about one application.

    The address and the text are taken from the application when the mail is handed over, so that
    a message holds no personal data and a fresh link is made for each try.
    """

    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in Kind])
    application = models.ForeignKey(
        "membership.Application", on_delete=models.CASCADE, related_name="messages"
    )
    event_id = models.BigIntegerField()
    state = models.CharField(max_length=10, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_id", "kind"], name="one_message_an_event"),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in MessageState]),
                name="message_state_known",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="message_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"


class TicketLetter(models.Model):
    """One mail about one complaint or suggestion: to who wrote in, or (`staff`) to staff.

    Address and words are taken from the ticket when the mail is handed over.
    """

    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in TicketKind])
    ticket = models.ForeignKey("feedback.Ticket", on_delete=models.CASCADE, related_name="letters")
    event_id = models.BigIntegerField()
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, default=MessageState.QUEUED)
    error = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "kind", "staff"],
                name="one_ticket_letter_an_event",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in MessageState]),
                name="ticket_letter_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"


class StaffReminder(models.Model):
    """One mail to one clerk about the cases of one reminder (`membership.notices`)."""

    batch = models.UUIDField()
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "staff"], name="one_reminder_a_clerk"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk} to {self.staff_id}"
