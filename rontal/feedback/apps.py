"""The room as a Django app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Room `feedback`."""

    name = "rontal.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Registers the jobs of the survey, which lie a folder deeper than others."""
        from rontal.feedback.survey import tasks  # noqa: F401
