"""Deliveries of messages, devices, choices, consents and what members follow."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rontal.core import clock
from rontal.core.fields import SealedJSONField
from rontal.notifications.purposes import ChannelName
from rontal.notifications.states import MessageState

_NO_INCIDENT = Q(incident__isnull=True, affected__isnull=True)
_NO_MATTER = Q(application__isnull=True, ticket__isnull=True, data_request__isnull=True)
_APPLICATION = Q(
    application__isnull=False,
    ticket__isnull=True,
    data_request__isnull=True,
    staff__isnull=True,
)
_TICKET = Q(application__isnull=True, ticket__isnull=False, data_request__isnull=True)
_DATA_REQUEST = Q(application__isnull=True, ticket__isnull=True, data_request__isnull=False)
_STAFF = _NO_MATTER & Q(staff__isnull=False)
_ACCOUNT = _NO_MATTER & Q(staff__isnull=True, account__isnull=False)
_INCIDENT = _NO_MATTER & (
    Q(incident__isnull=False, affected__isnull=True)
    | Q(incident__isnull=True, affected__isnull=False, staff__isnull=True)
)


class Subscription(models.Model):
    """Browser on a device that receives push messages for an account. The endpoint identifies a
    device and is therefore encrypted; `endpoint_hash` is for look-ups. `family` is the browser's
    name."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions"
    )
    endpoint_hash = models.BinaryField(max_length=32, unique=True)
    keys = SealedJSONField()
    family = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    last_success_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} of {self.account_id}"


class Message(models.Model):
    """Delivery of one message to one recipient on one channel: about an application, about a
    complaint or suggestion or a request about personal data (to its author or, with `staff`, to
    staff), about an incident (to the agency or, with `staff`, to staff) or to a person affected by
    one, or with no subject, to a clerk or an account. `kind` is the code of a message type in the
    registry.

    Address and text are made when the message is sent, so that a row contains no personal data and
    each try gets a fresh link. `receipt` is the id that the recipient service returned.
    """

    kind = models.CharField(max_length=30)
    channel = models.CharField(
        max_length=10, default=ChannelName.MAIL, db_default=ChannelName.MAIL.value
    )
    application = models.ForeignKey(
        "membership.Application", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    ticket = models.ForeignKey(
        "feedback.Ticket", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    data_request = models.ForeignKey(
        "data_requests.DataRequest", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    incident = models.ForeignKey(
        "incidents.Incident", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    affected = models.ForeignKey(
        "incidents.AffectedPerson", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, null=True, related_name="messages"
    )
    event_id = models.BigIntegerField()
    state = models.CharField(max_length=10, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    receipt = models.CharField(max_length=120, blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "kind", "channel", "staff", "subscription"],
                name="one_message_a_recipient",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in MessageState]),
                name="message_state_known",
            ),
            models.CheckConstraint(
                condition=_NO_INCIDENT
                & (_APPLICATION | _TICKET | _DATA_REQUEST | _STAFF | _ACCOUNT)
                | _INCIDENT,
                name="message_about_one",
            ),
            models.CheckConstraint(
                condition=Q(channel=ChannelName.MAIL) | Q(account__isnull=False),
                name="message_off_mail_has_account",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="message_state"),
            models.Index(fields=["receipt"], name="message_receipt", condition=~Q(receipt="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "kind", "channel", "event_id", "state", "attempts", "error", "created_at", "sent_at",
    )  # fmt: skip
    """Columns about the delivery, without its recipient."""

    @property
    def code(self) -> str:
        """Code of the application, ticket, request or incident; "" for a message about none."""
        about = self.application or self.ticket or self.data_request or self.incident
        return about.code if about else ""


class Choice(models.Model):
    """Choice of an account: a purpose is on or off for a channel; without a row the default of the
    channel applies."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    on = models.BooleanField()
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "purpose", "channel"], name="one_choice_a_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.channel} {self.on}"


class Preference(models.Model):
    """Preferences of an account: titles in push messages, and refusal of the offer of them."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    show_titles = models.BooleanField(default=False)
    declined_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id}"


class WhatsAppNumber(models.Model):
    """WhatsApp number of an account; erased with its last consent."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    number = SealedJSONField()

    def __str__(self) -> str:
        return f"{self.account_id}"


class ChannelConsent(models.Model):
    """Consent of an account to a purpose by WhatsApp, with wording and time (UU 27/2022)."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=20)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "channel", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_channel_consent_a_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.purpose}"


class Follow(models.Model):
    """Author or subject whose new titles a member follows."""

    member = models.ForeignKey(
        "membership.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    agent = models.ForeignKey(
        "catalogue.Agent", on_delete=models.CASCADE, null=True, related_name="+"
    )
    subject = models.ForeignKey(
        "catalogue.Subject", on_delete=models.CASCADE, null=True, related_name="+"
    )
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "agent", "subject"], name="followed_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(agent__isnull=True) ^ Q(subject__isnull=True), name="follows_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id or self.subject_id}"


class NewTitle(models.Model):
    """New title for a member who follows its author or subject; `batch` is the digest that listed
    it, None until the next digest."""

    member = models.ForeignKey(
        "membership.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=clock.now)
    batch = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "title"], name="new_title_told_once")
        ]
        indexes = [models.Index(fields=["member"], name="new_title_waits", condition=Q(batch=None))]

    def __str__(self) -> str:
        return f"{self.title_id}"
