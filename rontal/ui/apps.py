"""The room as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Room `ui`."""

    name = "rontal.ui"
    label = "ui"
