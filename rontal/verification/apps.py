"""Django app configuration of `verification`."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Configuration of the app `verification`."""

    name = "rontal.verification"
    label = "verification"
