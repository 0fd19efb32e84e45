"""Questions about accounts."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from rontal.accounts.models import StaffRole, User
from rontal.accounts.roles import Role
from rontal.kernel.actors import Actor
from rontal.kernel.statements import Statement

KNOWN_AS = Coalesce(NullIf("name", Value("")), "login_name")
"""In a question about accounts: the person's name, or the login name where there is none."""


def roles_of(user_id: int) -> frozenset[str]:
    """The staff roles of an account."""
    return frozenset(StaffRole.objects.filter(user_id=user_id).values_list("role", flat=True))


def signed_in(user_id: int) -> User | None:
    """The active account with this id, with its roles for `actor_of`. One query."""
    found = _signed_in().row([user_id])
    return account_of(found) if found else None


def account_of(values: Sequence[Any]) -> User | None:
    """The account of `account_columns`, as a statement gave them; None where they are empty."""
    *facts, roles = values
    if facts[0] is None:
        return None
    user = User.from_db(connection.alias, [f.attname for f in User._meta.concrete_fields], facts)
    user.held_roles = roles  # type: ignore[attr-defined]
    return user


@cache
def account_columns() -> str:
    """What a statement asks of an account `u`: its columns, and its roles."""
    columns = ", ".join(f"u.{field.column}" for field in User._meta.concrete_fields)
    roles = "ARRAY(SELECT role FROM accounts_staffrole r WHERE r.user_id = u.id)"
    return f"{columns}, {roles}"


def actor_of(user: User) -> Actor:
    """The Actor that an account acts as: staff where it holds a role, a person otherwise.

    One query; none where `signed_in` gave the account.
    """
    held: list[str] | None = getattr(user, "held_roles", None)
    roles = roles_of(user.pk) if held is None else frozenset(held)
    return Actor.staff(user.pk, roles) if roles else Actor.person(user.pk)


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Account id → the person's name, or the login name where there is none."""
    rows = User.objects.filter(pk__in=set(user_ids)).values_list("pk", "name", "login_name")
    return {pk: name or login_name for pk, name, login_name in rows}


def taken_names(names: Iterable[str]) -> set[str]:
    """Those of these login names, in capitals, that an account has, however it is written."""
    wanted = {name.lower() for name in names}
    rows = User.objects.alias(said=Lower("login_name")).filter(said__in=wanted)
    return {name.upper() for name in rows.values_list("login_name", flat=True)}


def name_in(column: str) -> Subquery:
    """What `names_of` says of the account whose id stands in `column` of an outer query."""
    return Subquery(User.objects.filter(pk=OuterRef(column)).values(known=KNOWN_AS)[:1])


@cache
def _signed_in() -> Statement:
    return Statement(
        f"SELECT {account_columns()} FROM accounts_user u WHERE u.id = %s AND u.is_active"  # noqa: S608
    )


def reset_path(user: User) -> str:
    """The path of a page where this person sets a new password; good until it is used."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    return f"/sandi/baru/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}/"


def staff_with(*roles: Role) -> list[User]:
    """Active accounts that hold one of the roles. One query."""
    return list(holders(*roles))


def holders(*roles: Role) -> QuerySet[User]:
    """`staff_with` as a question, for whoever asks it beside others."""
    holding = StaffRole.objects.filter(role__in=roles).values("user")
    return User.objects.filter(is_active=True, pk__in=holding).order_by("pk")


def staff() -> list[User]:
    """Accounts that hold a staff role, closed ones too, by login name. Two queries."""
    held = StaffRole.objects.values("user")
    found = User.objects.filter(pk__in=held).prefetch_related("staff_roles")
    return list(found.order_by("login_name"))
