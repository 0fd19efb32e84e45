"""The room as a Django app."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    """Room `lending`."""

    name = "rontal.lending"
    label = "lending"
