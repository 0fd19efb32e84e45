"""Django app `standard`."""

from django.apps import AppConfig


class StandardConfig(AppConfig):
    """App configuration of `standard`."""

    name = "rontal.standard"
    label = "standard"
