"""Django app `incidents`."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """App configuration of `incidents`."""

    name = "rontal.incidents"
    label = "incidents"
