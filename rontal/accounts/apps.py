"""The room as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Room `accounts`."""

    name = "rontal.accounts"
    label = "accounts"
