"""Authentication by password, with a login name (member number) or an e-mail address."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.db.models.functions import Lower
from django.http import HttpRequest

from rontal.accounts import selectors
from rontal.accounts.models import User
from rontal.core import clock

SHARING: Final = 5
"""Accounts at most that sign in by one e-mail address; the others use their member number."""


class PasswordBackend(BaseBackend):
    """Authenticates the one account whose login name or e-mail address and password match.

    Members of a family may share an address: the password decides. When two accounts share both,
    sign-in by address fails; the member number has to be used. A failure hashes the password once
    for a login name and `SHARING` times for an address, whether or not there are accounts: the time
    reveals neither that an address is known nor that it is shared.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """Returns the account, or None."""
        login = username or credentials.get("login_name") or credentials.get("email")
        if not login or not password or "\x00" in login:
            return None
        login = login.strip()
        candidates = candidates_for(login)
        matching = [user for user in candidates if user.check_password(password)]
        if len(matching) == 1:
            return matching[0]
        for _rest in range(_accounts_at_most(login) - len(candidates)):
            make_password(password)  # takes as long as checking one
        return None

    def get_user(self, user_id: int) -> User | None:
        return selectors.signed_in(user_id)


def candidates_for(login: str) -> Sequence[User]:
    """Returns the active accounts with this login name or e-mail address, at most SHARING, those
    that signed in last first.
    """
    column = "email" if _is_address(login) else "login_name"
    rows = User.objects.alias(said=Lower(column)).filter(said=login.lower(), is_active=True)
    rows = rows.exclude(first_password_until__lte=clock.now())
    latest_first = rows.order_by(F("last_login").desc(nulls_last=True), "pk")
    return list(latest_first[: _accounts_at_most(login)])


def _is_address(login: str) -> bool:
    return "@" in login


def _accounts_at_most(login: str) -> int:
    return SHARING if _is_address(login) else 1
