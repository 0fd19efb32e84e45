"""Tables of reading apps' passwords and tokens. Only keyed hashes are stored."""

from django.db import models
from django.db.models import Q

from rontal.accounts.models import User
from rontal.accounts.reading_apps.rules import MAX_NAME_LENGTH
from rontal.core import clock


class AppPassword(models.Model):
    """Reading app with access to a person's account. `by_browser` means that the person agreed in
    the browser: the app has tokens only, and nobody knows a password. `last_used_on` is a day, for
    privacy.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="app_passwords")
    name = models.CharField(max_length=MAX_NAME_LENGTH)
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
    """Access token of an app (OAuth 2.0) and its refresh token, if any.

    All refresh tokens that were exchanged for each other contain the same random `family`. `former`
    is the one before `refresh`, exchanged at `renewed_at`. `began_at` is when the app signed in:
    its renewals end a number of days after that, by policy.
    """

    app = models.ForeignKey(AppPassword, on_delete=models.CASCADE, related_name="tokens")
    digest = models.BinaryField(max_length=32, unique=True)
    refresh = models.BinaryField(max_length=32, unique=True, null=True)
    family = models.BinaryField(max_length=32, unique=True, null=True)
    former = models.BinaryField(max_length=32, null=True)
    renewed_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    refresh_ends_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return f"{self.app_id} until {self.ends_at}"


class AppCode(models.Model):
    """Authorization code that the browser gave to an app, with the app's challenge (RFC 7636)."""

    app = models.ForeignKey(AppPassword, on_delete=models.CASCADE, related_name="codes")
    digest = models.BinaryField(max_length=32, unique=True)
    challenge = models.CharField(max_length=43)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return f"{self.app_id} until {self.ends_at}"
