"""Access declarations of views, enforced by `ui.middleware.access`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.db.models import BigIntegerField

from rontal.accounts.roles import Role

MAX_ID: Final = BigIntegerField.MAX_BIGINT
View = TypeVar("View", bound=Callable[..., Any])


class AccessKind(StrEnum):
    """Kind of access that a view requires."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    STAFF = "staff"
    MACHINE = "machine"


@dataclass(frozen=True)
class Access:
    """Access requirement of a view; `roles` applies to staff views only."""

    door: AccessKind
    roles: frozenset[Role] = frozenset()


def public(view: View) -> View:
    """Declares a view that anybody may open."""
    return _declare(view, Access(AccessKind.PUBLIC))


def signed_in(view: View) -> View:
    """Declares a view that requires an account."""
    return _declare(view, Access(AccessKind.SIGNED_IN))


def machine(view: View) -> View:
    """Declares a view of a machine protocol, which authenticates its clients itself."""
    return _declare(view, Access(AccessKind.MACHINE))


def staff(*roles: Role) -> Callable[[View], View]:
    """Declares a view for staff with one of the roles; with any role where none is given."""

    def declare(view: View) -> View:
        return _declare(view, Access(AccessKind.STAFF, frozenset(roles or Role)))

    return declare


def of(view: Callable[..., Any]) -> Access | None:
    """Returns the access requirement that a view declares, or None."""
    requirement = getattr(view, "access", None)
    return requirement if isinstance(requirement, Access) else None


def numbers_exist(parts: Mapping[str, Any]) -> bool:
    """Returns False where an integer in the URL is larger than any database column holds."""
    return all(part.__class__ is not int or part <= MAX_ID for part in parts.values())


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view
