"""The room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Room `desk`."""

    name = "rontal.desk"
    label = "desk"
