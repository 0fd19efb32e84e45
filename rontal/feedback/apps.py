"""The room as a Django app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Room `feedback`."""

    name = "rontal.feedback"
    label = "feedback"
