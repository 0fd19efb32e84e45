"""The room as a Django app."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """Room `membership`."""

    name = "rontal.membership"
    label = "membership"

    def ready(self) -> None:
        """The tables that stand in files of their own, and jobs a folder deeper than others."""
        from rontal.membership import notices, standings, visits  # noqa: F401
        from rontal.membership.figures import models as figures  # noqa: F401
        from rontal.membership.importing import models, tasks  # noqa: F401
