"""Django app of the public website."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Configuration of the app `web`."""

    name = "rontal.web"
    label = "web"
