"""Authentication by password, with a login name (member number) or an e-mail address."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.http import HttpRequest

from rontal.accounts import selectors
from rontal.accounts.models import User
from rontal.core import clock


class PasswordBackend(BaseBackend):
    """Authenticates the one account whose login name or e-mail address and password match.

    Members of a family may share an address: the password decides. When two accounts share both,
    sign-in by address fails; the member number has to be used.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """Returns the account, or None. Takes about the same time for unknown names as for known
        ones.
        """
        login = username or credentials.get("login_name") or credentials.get("email")
        if not login or not password or "\x00" in login:
            return None
        candidates = candidates_for(login.strip())
        if not candidates:
            make_password(password)  # takes as long as a check of the password
        matching = [user for user in candidates if user.check_password(password)]
        return matching[0] if len(matching) == 1 and matching[0].is_active else None

    def get_user(self, user_id: int) -> User | None:
        return selectors.signed_in(user_id)


def candidates_for(login: str) -> Sequence[User]:
    """Returns the active accounts with this login name or e-mail address, at most ten."""
    column = "email" if "@" in login else "login_name"
    rows = User.objects.alias(said=Lower(column)).filter(said=login.lower(), is_active=True)
    rows = rows.exclude(first_password_until__lte=clock.now())
    return list(rows[:10])
