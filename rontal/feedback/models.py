"""Tables of complaints and suggestions. Texts, names and addresses are sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from rontal.core import clock
from rontal.core.fields import SealedJSONField
from rontal.core.models import SealedFile
from rontal.feedback.rules.kinds import BEST_RATING, Category, Channel, EntryKind, Kind, Pace
from rontal.feedback.states import DONE, WITH_LIBRARY, TicketState
from rontal.feedback.survey.models import (  # noqa: F401 - tables of the same app
    Answer,
    Asking,
    Invitation,
    Remark,
)


class Ticket(models.Model):
    """Complaint, suggestion, question or praise. `code` is its public reference number, not a
    secret.

    `reporter` seals name, e-mail and phone; it is null for an anonymous ticket. `topic` seals the
    line that the register shows. `first_due_at` and `due_at` are the due times of the first
    response and of the answer; `in_time` is set with the first answer.
    """

    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in TicketState],
        default=TicketState.RECEIVED,
    )
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    category = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Category])
    channel = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Channel])
    pace = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Pace])
    topic = SealedJSONField()
    reporter = SealedJSONField(null=True)
    has_email = models.BooleanField(default=False)
    email_hash = models.BinaryField(max_length=32, null=True)
    language = models.CharField(max_length=5, default="id")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submit_key = models.BinaryField(max_length=32, unique=True)
    received_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    first_response_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    set_aside = models.CharField(max_length=20, blank=True)
    reopened_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    news = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in TicketState]), name="ticket_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=TicketState.RECEIVED) | Q(handler__isnull=False),
                name="ticket_in_progress_has_handler",
            ),
            models.CheckConstraint(
                condition=Q(state=TicketState.CLOSED, closed_at__isnull=False)
                | (~Q(state=TicketState.CLOSED) & Q(closed_at__isnull=True)),
                name="ticket_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=BEST_RATING),
                name="ticket_rating_in_range",
            ),
            models.CheckConstraint(
                condition=Q(reporter__isnull=False) | Q(has_email=False, email_hash__isnull=True),
                name="ticket_address_only_with_reporter",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="ticket_register"),
            models.Index(fields=["handler", "state", "due_at"], name="ticket_handler"),
            models.Index(fields=["received_at"], name="ticket_received"),
            models.Index(
                fields=["closes_at"],
                condition=Q(state=TicketState.ANSWERED),
                name="ticket_to_close",
            ),
            models.Index(
                fields=["closed_at"],
                condition=Q(closed_at__isnull=False, erased_at__isnull=True),
                name="ticket_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_anonymous(self) -> bool:
        """True for a ticket without name and contact."""
        return self.reporter is None

    @property
    def runs(self) -> bool:
        """True while the library has to take the next step."""
        return self.state in WITH_LIBRARY

    @property
    def may_reopen(self) -> bool:
        """True while the person may still reopen the ticket, which is possible once."""
        return self.state in DONE and self.reopened_at is None and self.erased_at is None


class Entry(models.Model):
    """Contribution to a ticket's thread; `staff` is null when the reporter wrote it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in EntryKind])
    words = SealedJSONField()
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["ticket", "id"], name="entry_thread")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[EntryKind.ANSWER, EntryKind.NOTE], staff__isnull=False)
                | Q(kind__in=[EntryKind.REPORT, EntryKind.REPLY]),
                name="entry_of_staff_names_them",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Attachment(models.Model):
    """Picture or PDF of a ticket. Its original file name is not stored."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="attachments")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    file = models.OneToOneField(SealedFile, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="attachment_number")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.number}"


class Upload(models.Model):
    """File that was uploaded before its form; `form` is the keyed hash of the form's key."""

    form = models.BinaryField(max_length=32)
    file = models.OneToOneField(SealedFile, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(db_index=True)
    sent_as = models.UUIDField(null=True, blank=True)
    """Id that the browser gave the file, so that a file that is sent twice is stored once."""

    class Meta:
        indexes = [models.Index(fields=["form", "id"], name="upload_form")]
        constraints = [models.UniqueConstraint(fields=["form", "sent_as"], name="upload_sent_once")]

    def __str__(self) -> str:
        return f"upload {self.pk}"


class FollowKey(models.Model):
    """Secret that opens a ticket to its reporter; only its keyed hash is stored."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="follow_keys")
    key_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"key {self.pk}"


class MailSeen(models.Model):
    """Mail of the polled mailbox and its outcome; `key` is the keyed hash of its Message-ID, so
    that a mail that arrives twice is entered once.
    """

    key = models.BinaryField(max_length=32, unique=True)
    place = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    ticket = models.ForeignKey(Ticket, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["outcome", "at"], name="mail_outcome")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.pk}"
