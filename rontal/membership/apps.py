"""The room as a Django app."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """Room `membership`."""

    name = "rontal.membership"
    label = "membership"

    def ready(self) -> None:
        """The tables that stand in files of their own."""
        from rontal.membership import notices  # noqa: F401
