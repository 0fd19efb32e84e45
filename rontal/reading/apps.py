"""Django app configuration of `reading`."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Configuration of the app `reading`."""

    name = "rontal.reading"
    label = "reading"
