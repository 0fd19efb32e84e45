"""The room as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Room `web`."""

    name = "rontal.web"
    label = "web"
