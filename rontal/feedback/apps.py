"""Django app `feedback`."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """App configuration of `feedback`."""

    name = "rontal.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Imports the survey's jobs, which autodiscovery does not find in their sub-package."""
        from rontal.feedback.survey import tasks  # noqa: F401
