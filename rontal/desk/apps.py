"""Django app of the staff desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Configuration of the app `desk`."""

    name = "rontal.desk"
    label = "desk"
