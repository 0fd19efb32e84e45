"""Management of staff accounts from the command line."""

import argparse
from typing import Final

from rontal.accounts import selectors, services
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.actors import Actor

_BY: Final = Actor.system("rontal staff")


def run_action(action: str, chosen: argparse.Namespace) -> str:
    """Runs the action and returns its result as text; raises ValueError for an unknown account."""
    if action == "list":
        return "\n".join(map(_account_line, selectors.staff()))
    user = _account(chosen.login)
    if action == "change":
        roles = [Role(role) for role in chosen.role]
        services.set_roles(user_id=user.pk, roles=roles, actor=_BY)
        return f"{user.name} is now: {', '.join(sorted(roles))}{_missing_roles_warning()}"
    if action == "close":
        services.close(user_id=user.pk, actor=_BY)
        return f"{user.name} can no longer sign in{_missing_roles_warning()}"
    services.reopen(user_id=user.pk, actor=_BY)
    return f"{user.name} can sign in again as {user.login_name}: {_roles(user)}"


def _account_line(user: User) -> str:
    """Returns an account's login name, person, roles and state as text."""
    closed = "" if user.is_active else ", closed"
    return f"{user.login_name}: {user.name} <{user.email}>, {_roles(user)}{closed}"


def _account(login: str) -> User:
    matches = [user for user in selectors.staff() if user.login_name.lower() == login.lower()]
    if not matches:
        raise ValueError(f"nobody on the staff signs in as {login}; see: rontal staff list")
    return matches[0]


def _roles(user: User) -> str:
    return ", ".join(sorted(user.roles))


def _missing_roles_warning() -> str:
    """Returns a warning about required roles that nobody has any more, or ""."""
    empty = [role for role in (Role.CLERK, Role.ADMINISTRATOR) if not selectors.staff_with(role)]
    return f"; nobody is {' or '.join(empty)} any more" if empty else ""
