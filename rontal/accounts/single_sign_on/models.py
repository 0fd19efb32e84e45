"""Table of sessions that began at an identity provider. The links are in allauth's table."""

from django.db import models

from rontal.accounts.models import User
from rontal.core import clock


class SignOnSession(models.Model):
    """Session that a provider vouched for, so that the provider can end it.

    `session` is the stored key of `accounts.sessions`; `sid` is the provider's name for its
    session, "" where it gave none.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_on_sessions")
    provider = models.CharField(max_length=30)
    subject = models.CharField(max_length=191)
    sid = models.CharField(max_length=255, blank=True)
    session = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "accounts"
        indexes = [
            models.Index(fields=["provider", "subject"], name="sign_on_subject"),
            models.Index(fields=["provider", "sid"], name="sign_on_sid"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.provider}"
