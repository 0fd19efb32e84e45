"""The room as a Django app."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """Room `membership`."""

    name = "rontal.membership"
    label = "membership"
