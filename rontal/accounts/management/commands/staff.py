"""Manages staff accounts."""

import getpass
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rontal.accounts import errors, selectors, services
from rontal.accounts.models import User
from rontal.accounts.roles import FactorLoss, Role
from rontal.core.actors import Actor

ACTOR = Actor.system("rontal staff")
ADDING = Actor.system("rontal staff add")
LOSSES = [one.name.lower() for one in FactorLoss]


class Command(BaseCommand):
    help = "Staff accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")

        def action(name: str, act: Callable[..., str], summary: str) -> CommandParser:
            made: CommandParser = actions.add_parser(name, help=summary, description=summary)
            made.set_defaults(act=act)
            return made

        add = action(
            "add", _add, "Make a staff account; the password is asked, or read from standard input."
        )
        add.add_argument("--email", required=True)
        add.add_argument("--name", required=True)
        add.add_argument("--login", help="what they sign in by; the e-mail address when left out")
        action("list", _list, "Say who is on the staff, by what they sign in.")
        change = action("change", _change, "Give somebody exactly these roles.")
        close = action("close", _close, "Close an account.")
        reopen = action("reopen", _reopen, "Reopen a closed account.")
        remove = action(
            "remove-factor", _remove_factor, "Remove a lost second factor; say why by --reason."
        )
        remove.add_argument("--reason", required=True, choices=LOSSES)
        for made in (change, close, reopen, remove):
            made.add_argument("--login", required=True, help="what they sign in by")
        for made in (add, change):
            made.add_argument(
                "--role",
                required=True,
                action="append",
                choices=[*map(str, Role)],
                help="may be given several times",
            )

    def handle(self, *, act: Callable[..., str], **options: Any) -> str:
        return act(**options)


def _add(*, email: str, name: str, login: str | None, role: list[str], **_options: object) -> str:
    try:
        user = services.add_staff(
            login_name=login or email,
            email=email,
            name=name,
            password=_password(),
            roles=[Role(one) for one in role],
            actor=ADDING,
        )
    except errors.LoginNameTaken:
        raise CommandError("somebody signs in by that name already; give --login") from None
    except errors.WeakPassword:
        raise CommandError("that password is too weak: 10 characters, not a common one") from None
    return f"{user.name} can sign in as {user.login_name}: {', '.join(role)}"


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise CommandError("the two passwords differ")
    return first


def _list(**_options: object) -> str:
    return "\n".join(map(_account_line, selectors.staff()))


def _account_line(user: User) -> str:
    """Returns an account's login name, person, roles and state as text."""
    closed = "" if user.is_active else ", closed"
    return f"{user.login_name}: {user.name} <{user.email}>, {_roles(user)}{closed}"


def _change(*, login: str, role: list[str], **_options: object) -> str:
    user, roles = _account(login), [Role(one) for one in role]
    services.set_roles(user_id=user.pk, roles=roles, actor=ACTOR)
    return f"{user.name} is now: {', '.join(sorted(roles))}{_missing_roles_warning()}"


def _close(*, login: str, **_options: object) -> str:
    user = _account(login)
    services.close(user_id=user.pk, actor=ACTOR)
    return f"{user.name} can no longer sign in{_missing_roles_warning()}"


def _reopen(*, login: str, **_options: object) -> str:
    user = _account(login)
    services.reopen(user_id=user.pk, actor=ACTOR)
    return f"{user.name} can sign in again as {user.login_name}: {_roles(user)}"


def _remove_factor(*, login: str, reason: str, **_options: object) -> str:
    user = _account(login)
    loss = FactorLoss[reason.upper()]
    if not services.remove_second_factors(user_id=user.pk, reason=loss, actor=ACTOR):
        return f"{user.name} had no second factor; all browsers are signed out"
    return f"{user.name} sets up a new second factor at the next sign-in"


def _account(login: str) -> User:
    matches = [user for user in selectors.staff() if user.login_name.lower() == login.lower()]
    if not matches:
        raise CommandError(f"nobody on the staff signs in as {login}; see: rontal staff list")
    return matches[0]


def _roles(user: User) -> str:
    return ", ".join(sorted(user.roles))


def _missing_roles_warning() -> str:
    """Returns a warning about required roles that nobody has any more, or ""."""
    empty = [role for role in (Role.CLERK, Role.ADMINISTRATOR) if not selectors.staff_with(role)]
    return f"; nobody is {' or '.join(empty)} any more" if empty else ""
