"""Tables of suspensions and of e-mail addresses to be confirmed."""

import uuid

from django.conf import settings
from django.db import models

from rontal.core import clock, sealing
from rontal.core.fields import SealedJSONField
from rontal.membership.models import Member
from rontal.membership.rules.staff_reasons import SuspensionReason


class Suspension(models.Model):
    """Suspension of a member: reason and last day. The row is deleted when it is lifted.

    `words` is the text of staff to the member, sealed: {"text": …}. `until` is the last day; None
    means that staff have to lift it.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="suspension"
    )
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in SuspensionReason])
    words = SealedJSONField(default=dict)
    until = models.DateField(null=True, db_index=True)
    since = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        app_label = "membership"

    def __str__(self) -> str:
        return f"suspension of member {self.member_id}"

    @property
    def text(self) -> str:
        """Text of staff to the member; raises SealBroken."""
        return str(self.words.reveal().get("text", ""))


class EmailChange(models.Model):
    """New address that the member has not confirmed; the old one is valid until then.

    `addresses` is sealed: {"new": …, "old": …}, and empty after confirmation. The token of the mail
    is derived from `key` and a key outside the database; only its hash is stored.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="email_change"
    )
    key = models.UUIDField(default=uuid.uuid4)
    addresses = SealedJSONField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "membership"

    def __str__(self) -> str:
        return f"new address of member {self.member_id}"

    @property
    def token(self) -> str:
        """Token of the link in the mail, under the hash key that was active when it was made."""
        stored = bytes(self.token_hash)
        return sealing.derived_token(str(self.key), purpose="email_change", stored=stored)
