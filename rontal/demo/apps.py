"""The room as a Django app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Room `demo`."""

    name = "rontal.demo"
    label = "demo"
