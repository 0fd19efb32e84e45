"""The room as a Django app."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Room `verification`."""

    name = "rontal.verification"
    label = "verification"
