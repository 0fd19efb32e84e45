"""The room as a Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Room `privacy`."""

    name = "rontal.privacy"
    label = "privacy"
