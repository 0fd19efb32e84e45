"""The room as a Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Room `notifications`."""

    name = "rontal.notifications"
    label = "notifications"
