"""Django app `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """App configuration of `accounts`."""

    name = "rontal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Imports the models of the sub-packages, so that Django registers them."""
        from rontal.accounts.reading_apps import models  # noqa: F401
        from rontal.accounts.single_sign_on import models as sign_on_models  # noqa: F401
