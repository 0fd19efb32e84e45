"""Deliveries of messages, devices, choices, consents and what members follow."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rontal.core import clock
from rontal.core.fields import SealedJSONField
from rontal.notifications.purposes import ChannelName
from rontal.notifications.states import MessageState

_APPLICATION = Q(application__isnull=False, ticket__isnull=True, staff__isnull=True)
_TICKET = Q(application__isnull=True, ticket__isnull=False)
_STAFF = Q(application__isnull=True, ticket__isnull=True, staff__isnull=False)
_ACCOUNT = Q(
    application__isnull=True, ticket__isnull=True, staff__isnull=True, account__isnull=False
)


class Subscription(models.Model):
    """One browser on one device that takes push messages for an account. The endpoint names a
    device, so that it is sealed; `endpoint_hash` finds it again. `family` is the browser's."""

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
    """One delivery of one message to one recipient on one channel: about an application, about a
    complaint or suggestion (to who wrote in or, with `staff`, to a clerk), or about nothing but the
    clerk or the account that gets it. `kind` is the code of an entry of the table of messages
    (`registry`).

    Address and text are made when the message is handed over, so that a row holds no personal
    data and a fresh link is made for each try. `receipt` is the number that the other side gave.
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
                condition=_APPLICATION | _TICKET | _STAFF | _ACCOUNT, name="message_about_one"
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
    """What tells of the delivery."""

    @property
    def code(self) -> str:
        """Of the application or ticket; "" for a message about none."""
        about = self.application or self.ticket
        return about.code if about else ""


class Choice(models.Model):
    """That an account switched a purpose on or off for a channel; without a row the default of the
    channel counts."""

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
    """How an account wants push messages to look, and whether it declined to be asked."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    show_titles = models.BooleanField(default=False)
    declined_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id}"


class WhatsAppNumber(models.Model):
    """The number that an account entered for WhatsApp; erased with the last consent."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    number = SealedJSONField()

    def __str__(self) -> str:
        return f"{self.account_id}"


class ChannelConsent(models.Model):
    """Who consented to which purpose by WhatsApp, to which wording and when (UU 27/2022)."""

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
    """An author or a subject whose new titles a member wants to hear of."""

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
    """A new title for a member who follows its author or subject; `batch` is the digest that told
    of it, None while it waits for the next one."""

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
