"""Registers the app with Django."""

from django.apps import AppConfig


class AndroidConfig(AppConfig):
    """The library's Android app."""

    name = "rontal.android"
    label = "android"
