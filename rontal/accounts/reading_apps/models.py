"""Passwords of reading apps and the tokens that apps get for them. Only keyed hashes are kept."""

from django.db import models
from django.db.models import Q

from rontal.accounts.models import User
from rontal.accounts.reading_apps.rules import LONGEST_NAME
from rontal.kernel import clock


class AppPassword(models.Model):
    """One reading app that a person let in. `by_browser`: the person agreed in the browser, and
    the app holds a token only; nobody knows a password then. `last_used_on` is no more precise
    than a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="app_passwords")
    name = models.CharField(max_length=LONGEST_NAME)
    digest = models.BinaryField(max_length=32, unique=True)
    by_browser = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at__isnull=True),
                name="one_app_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.name}"


class AppToken(models.Model):
    """What an app shows instead of the password (OAuth 2.0), and what it renews it with."""

    app = models.ForeignKey(AppPassword, on_delete=models.CASCADE, related_name="tokens")
    digest = models.BinaryField(max_length=32, unique=True)
    refresh = models.BinaryField(max_length=32, unique=True, null=True)
    ends_at = models.DateTimeField()
    refresh_ends_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return f"{self.app_id} until {self.ends_at}"
