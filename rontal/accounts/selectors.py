"""Queries about accounts."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.actors import Actor

DISPLAY_NAME = Coalesce(NullIf("name", Value("")), "login_name")
"""Expression for queries of accounts: the person's name, or the login name when it is empty."""


def roles_of(user_id: int) -> frozenset[str]:
    """Returns the staff roles of an account; none for an unknown one."""
    roles = User.objects.filter(pk=user_id).values_list("roles", flat=True).first()
    return frozenset(roles or ())


def signed_in(user_id: int) -> User | None:
    """Returns the active account with this id. One query."""
    try:
        return User.objects.get(pk=user_id, is_active=True)
    except User.DoesNotExist:
        return None


def active_with_email(email: str) -> list[User]:
    """Returns the active accounts with an e-mail address; case is ignored. A family may share one.
    One query.
    """
    rows = User.objects.alias(address=Lower("email")).filter(address=email.strip().lower())
    return list(rows.filter(is_active=True).order_by("pk"))


def actor_of(user: User) -> Actor:
    """Returns the Actor of an account: staff when it holds a role, else a person."""
    if user.roles:
        return Actor.staff(user.pk, frozenset(user.roles))
    return Actor.person(user.pk)


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Maps account ids to the person's name, or the login name when it is empty."""
    rows = User.objects.filter(pk__in=set(user_ids)).values_list("pk", "name", "login_name")
    return {pk: name or login_name for pk, name, login_name in rows}


def existing_login_names(names: Iterable[str]) -> set[str]:
    """Returns, in capitals, those of the login names that an account has; case is ignored."""
    lowered = {name.lower() for name in names}
    rows = User.objects.alias(said=Lower("login_name")).filter(said__in=lowered)
    return {name.upper() for name in rows.values_list("login_name", flat=True)}


def name_in(column: str) -> Subquery:
    """Returns a subquery for the name, as by `names_of`, of the account whose id is in `column` of
    the outer query.
    """
    return Subquery(User.objects.filter(pk=OuterRef(column)).values(known=DISPLAY_NAME)[:1])


def reset_path(user: User) -> str:
    """Returns the path of a page where this person sets a new password; it is valid for one use."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    return f"/sandi/baru/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}/"


def staff_with(*roles: Role) -> list[User]:
    """Returns the active accounts that hold one of the roles. One query."""
    return list(staff_queryset(*roles))


def staff_queryset(*roles: Role) -> QuerySet[User]:
    """Returns `staff_with` as a queryset, for use in other queries."""
    return User.objects.filter(is_active=True, roles__overlap=list(roles)).order_by("pk")


def staff() -> list[User]:
    """Returns the accounts that hold a staff role, closed ones included, by login name. One
    query.
    """
    return list(User.objects.exclude(roles=[]).order_by("login_name"))
