"""Django app `privacy`."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """App configuration of `privacy`."""

    name = "rontal.privacy"
    label = "privacy"
