"""How allauth is bound to Rontal: accounts are made at activation, never by its sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes allauth's own sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: `/daftar/` is the way in."""
        return False
