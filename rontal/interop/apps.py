"""Django app configuration."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Configuration of the Django app `interop`."""

    name = "rontal.interop"
    label = "interop"
