"""The entry of the library's app, as the desk has it. Nothing in it is personal."""

from django.db import models

from rontal.android.rules import MAX_LABEL_LENGTH, Signer
from rontal.core import clock

ONLY = 1
"""The key of the one row of `AppEntry`."""


class AppEntry(models.Model):
    """The one row about the app: its address in the store, and the package that was built last.

    Its row lock also protects the certificates: a change of them locks it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    store_address = models.URLField(max_length=300, blank=True)
    built_fingerprint = models.CharField(max_length=95, blank=True)
    built_version = models.CharField(max_length=40, blank=True)
    built_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=ONLY), name="one_app_entry"),
        ]

    def __str__(self) -> str:
        return "app"


class AppCertificate(models.Model):
    """A certificate that was entered at the desk; phones trust packages that it signed."""

    entry = models.ForeignKey(AppEntry, on_delete=models.PROTECT, related_name="certificates")
    fingerprint = models.CharField(max_length=95, unique=True)
    signer = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Signer])
    label = models.CharField(max_length=MAX_LABEL_LENGTH, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fingerprint__regex=r"^([0-9A-F]{2}:){31}[0-9A-F]{2}$"),
                name="certificate_is_sha256",
            ),
            models.CheckConstraint(
                condition=models.Q(signer__in=[s.value for s in Signer]),
                name="certificate_signer_known",
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"
