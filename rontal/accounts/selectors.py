"""Questions about accounts."""

from collections.abc import Iterable

from rontal.accounts.models import StaffRole, User
from rontal.accounts.roles import Role
from rontal.kernel.actors import Actor


def roles_of(user_id: int) -> frozenset[str]:
    """The staff roles of an account."""
    return frozenset(StaffRole.objects.filter(user_id=user_id).values_list("role", flat=True))


def actor_of(user: User) -> Actor:
    """The Actor that an account acts as: staff where it holds a role, a person otherwise."""
    roles = roles_of(user.pk)
    return Actor.staff(user.pk, roles) if roles else Actor.person(user.pk)


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Account id → the person's name, or the login name where there is none."""
    rows = User.objects.filter(pk__in=set(user_ids)).values_list("pk", "name", "login_name")
    return {pk: name or login_name for pk, name, login_name in rows}


def reset_path(user: User) -> str:
    """The path of a page where this person sets a new password; good until it is used."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    return f"/sandi/baru/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}/"


def staff_with(role: Role) -> list[User]:
    """Active accounts that hold the role."""
    return list(User.objects.filter(is_active=True, staff_roles__role=role).order_by("pk"))
