"""Table of links by which the owner of a former e-mail address takes a change back."""

import uuid
from datetime import timedelta
from typing import Final

from django.db import models

from rontal.core import clock, sealing
from rontal.core.fields import SealedJSONField
from rontal.membership.models import Member

REVERSAL_DAYS: Final = 14
"""Days for which a change can be taken back, after the link for its confirmation has expired."""
LOCK_DAYS: Final = 7
"""Days after a reversal for which the member cannot change the address."""
LOCK: Final = timedelta(days=LOCK_DAYS)


class EmailReversal(models.Model):
    """Link in the notice to a former address: "that was not me".

    `addresses` is sealed: {"new": …, "old": …}. The token is derived from `key` and a key outside
    the database; only its hash is stored. A used row stays until `ends_at`, and locks the address
    until then.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="email_reversals")
    key = models.UUIDField(default=uuid.uuid4)
    addresses = SealedJSONField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "membership"

    def __str__(self) -> str:
        return f"reversal {self.pk} of member {self.member_id}"

    @property
    def token(self) -> str:
        """Token of the link in the mail, under the hash key that was active when it was made."""
        stored = bytes(self.token_hash)
        return sealing.derived_token(str(self.key), purpose="email_reversal", stored=stored)

    @property
    def former(self) -> str:
        """Address that the link brings back; raises SealBroken."""
        return str(self.addresses.reveal()["old"])

    @property
    def rejected(self) -> str:
        """Address that replaced it, or was to replace it; of a used link the address that was in
        use when it was followed, as later changes end with it. Raises SealBroken.
        """
        return str(self.addresses.reveal()["new"])
