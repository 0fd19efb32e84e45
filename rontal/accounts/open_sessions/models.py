"""Table that ties a session to its account."""

from django.contrib.sessions.models import Session
from django.db import models

from rontal.accounts.models import User


class OpenSession(models.Model):
    """Session of an account. `last_used_at` is exact to `SessionLimits.step` only, so that few
    requests write it.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    signed_in_at = models.DateTimeField()
    last_used_at = models.DateTimeField()

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return f"{self.user_id} since {self.signed_in_at}"
