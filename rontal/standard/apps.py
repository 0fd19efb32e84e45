"""The room as a Django app."""

from django.apps import AppConfig


class StandardConfig(AppConfig):
    """Room `standard`."""

    name = "rontal.standard"
    label = "standard"
