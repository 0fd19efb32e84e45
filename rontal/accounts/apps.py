"""The room as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Room `accounts`."""

    name = "rontal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The tables that stand in a folder of their own."""
        from rontal.accounts.reading_apps import models  # noqa: F401
