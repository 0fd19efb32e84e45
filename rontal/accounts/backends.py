"""Signing in with a password: by login name (member number) or by e-mail address."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.http import HttpRequest

from rontal.accounts import selectors
from rontal.accounts.models import User
from rontal.kernel import clock


class PasswordBackend(BaseBackend):
    """Finds the one account whose name or address and password fit.

    A family that shares an address is told apart by password. Where two accounts share both,
    nobody is signed in by address: the member number decides.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """The account, or None. Takes about as long for unknown names as for known ones."""
        login = username or credentials.get("login_name") or credentials.get("email")
        if not login or not password or "\x00" in login:
            return None
        candidates = self._candidates(login.strip())
        if not candidates:
            make_password(password)  # as long as one check takes
        found = [user for user in candidates if user.check_password(password)]
        return found[0] if len(found) == 1 and found[0].is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The active account with this id."""
        return selectors.signed_in(user_id)

    def _candidates(self, login: str) -> Sequence[User]:
        column = "email" if "@" in login else "login_name"
        rows = User.objects.alias(said=Lower(column)).filter(said=login.lower(), is_active=True)
        rows = rows.exclude(first_password_until__lte=clock.now())
        return list(rows[:10])
