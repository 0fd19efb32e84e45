"""Django app `imports`."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Configuration of the Django app `imports`, which has no tables but translations."""

    name = "rontal.imports"
    label = "imports"
