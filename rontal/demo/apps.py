"""Django app configuration of `demo`."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Configuration of the app `demo`."""

    name = "rontal.demo"
    label = "demo"
