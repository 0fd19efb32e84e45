"""The room as a Django app."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Room `interop`."""

    name = "rontal.interop"
    label = "interop"
