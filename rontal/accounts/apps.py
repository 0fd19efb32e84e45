"""Django app `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """App configuration of `accounts`."""

    name = "rontal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Imports the models of the sub-packages, so that Django registers them, and the
        receivers of signals.
        """
        from rontal.accounts import security_signals  # noqa: F401
        from rontal.accounts.open_sessions import models as open_sessions  # noqa: F401
        from rontal.accounts.reading_apps import models as reading_apps  # noqa: F401
        from rontal.accounts.single_sign_on import models as sign_on_models  # noqa: F401
