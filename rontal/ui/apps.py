"""Django app of shared user interface parts."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Configuration of the app `ui`."""

    name = "rontal.ui"
    label = "ui"
