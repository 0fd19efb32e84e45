"""The room as a Django app."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Room `reading`."""

    name = "rontal.reading"
    label = "reading"
