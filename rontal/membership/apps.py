"""Django app `membership`."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """App configuration of `membership`."""

    name = "rontal.membership"
    label = "membership"

    def ready(self) -> None:
        """Imports the models and jobs that are outside `models.py` and `tasks.py`, so that they are
        registered.
        """
        from rontal.membership import (  # noqa: F401
            email_reversals,
            hand_overs,
            notices,
            suspensions,
            visits,
        )
        from rontal.membership.figures import models as figures  # noqa: F401
        from rontal.membership.importing import models, tasks  # noqa: F401
