"""Second factors that a role requires, by the library's policies."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator

from rontal.accounts.models import User
from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.roles import Role

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Kinds of second factors; recovery codes replace one, and are none themselves."""


def is_required(roles: Collection[str]) -> bool:
    """Returns True where one of the roles needs a second factor."""
    if not roles:
        return False
    policies = AccountsPolicies.current()
    required = {
        Role.CLERK: policies.second_factor_clerk,
        Role.LIBRARIAN: policies.second_factor_librarian,
        Role.HEAD: policies.second_factor_head,
        Role.ADMINISTRATOR: policies.second_factor_administrator,
        Role.OFFICER: policies.second_factor_officer,
    }
    return any(required[Role(role)] for role in roles)


def has_factor(user_id: int) -> bool:
    """Returns True where the account has an authenticator app or a passkey. One query."""
    return bool(Authenticator.objects.filter(user=user_id, type__in=FACTORS).exists())


def may_remove(authenticator: Authenticator) -> bool:
    """Returns False for the last factor of an account whose role requires one."""
    user: User = authenticator.user
    if authenticator.type not in FACTORS or not is_required(user.roles):
        return True
    others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
    return bool(others.exists())
