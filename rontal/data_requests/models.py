"""Tables of requests about personal data. Texts, names and addresses are sealed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rontal.core import clock
from rontal.core.fields import SealedJSONField
from rontal.data_requests.rules.clock import Reminder
from rontal.data_requests.rules.kinds import (
    IdentityCheck,
    RefusalGround,
    RequestAct,
    RequestChannel,
    RequestEntryKind,
    RequestKind,
)
from rontal.data_requests.states import CLOSED, OPEN, DataRequestState

_OPEN = [state.value for state in DataRequestState if state in OPEN]
_CLOSED = [state.value for state in DataRequestState if state in CLOSED]
_BY_STAFF = [RequestEntryKind.QUESTION, RequestEntryKind.ANSWER, RequestEntryKind.NOTE]


class DataRequest(models.Model):
    """Request of a person about their own data. `code` is its public reference number, not a
    secret.

    `account` is the account whose data it concerns, where it is known. `contact` seals name, e-mail
    and phone. `due_at` is the end of the hours that the law gives; `reminder` is the newest one
    that staff got. `acts` are the actions that fulfilled it, `refusal` the ground for refusing.
    """

    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in DataRequestState],
        default=DataRequestState.RECEIVED,
    )
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in RequestKind])
    channel = models.CharField(max_length=20, choices=[(c.value, c.value) for c in RequestChannel])
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    contact = SealedJSONField(null=True)
    has_email = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="id")
    submit_key = models.BinaryField(max_length=32, unique=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminder = models.PositiveSmallIntegerField(default=Reminder.NONE)
    identity_check = models.CharField(
        max_length=20, choices=[(c.value, c.value) for c in IdentityCheck], blank=True
    )
    identity_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    identity_checked_at = models.DateTimeField(null=True)
    acts = ArrayField(
        models.CharField(max_length=20, choices=[(a.value, a.value) for a in RequestAct]),
        default=list,
    )
    refusal = models.CharField(
        max_length=20, choices=[(g.value, g.value) for g in RefusalGround], blank=True
    )
    closed_at = models.DateTimeField(null=True)
    news = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DataRequestState]),
                name="data_request_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OPEN, closed_at__isnull=True)
                | Q(state__in=_CLOSED, closed_at__isnull=False),
                name="data_request_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DataRequestState.RECEIVED, DataRequestState.WITHDRAWN])
                | Q(handler__isnull=False),
                name="data_request_in_progress_has_handler",
            ),
            models.CheckConstraint(
                condition=~Q(state=DataRequestState.FULFILLED)
                | (~Q(acts=[]) & ~Q(identity_check="")),
                name="data_request_fulfilled_says_how",
            ),
            models.CheckConstraint(
                condition=Q(state=DataRequestState.REFUSED) ^ Q(refusal=""),
                name="data_request_refused_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="data_request_register"),
            models.Index(fields=["received_at"], name="data_request_received"),
            models.Index(fields=["account"], name="data_request_account"),
            models.Index(
                fields=["closed_at"],
                condition=Q(closed_at__isnull=False, erased_at__isnull=True),
                name="data_request_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """True while the clock runs."""
        return self.state in OPEN

    @property
    def was_in_time(self) -> bool | None:
        """True if the library closed it in time; None while open, and when it was withdrawn."""
        if self.closed_at is None or self.state == DataRequestState.WITHDRAWN:
            return None
        return self.closed_at <= self.due_at


class RequestEntry(models.Model):
    """Contribution to a request's thread; `staff` is null when the person wrote it."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in RequestEntryKind])
    words = SealedJSONField()
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["request", "id"], name="data_request_thread")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=_BY_STAFF, staff__isnull=False) | ~Q(kind__in=_BY_STAFF),
                name="data_request_entry_names_staff",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RequestFollowKey(models.Model):
    """Secret that opens a request to its sender; only its keyed hash is stored."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="follow_keys")
    key_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"key {self.pk}"
