"""Who may enter: every view declares it, `ui.middleware.access` enforces it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.db.models import BigIntegerField

from rontal.accounts.roles import Role

LARGEST: Final = BigIntegerField.MAX_BIGINT
View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    """The kinds of door."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    STAFF = "staff"
    MACHINE = "machine"


@dataclass(frozen=True)
class Access:
    """What a view asks of whoever enters; `roles` only for staff doors."""

    door: Door
    roles: frozenset[Role] = frozenset()


def public(view: View) -> View:
    """Anybody may enter."""
    return _declare(view, Access(Door.PUBLIC))


def signed_in(view: View) -> View:
    """Only people with an account."""
    return _declare(view, Access(Door.SIGNED_IN))


def machine(view: View) -> View:
    """A protocol of machines with its own authentication inside the view."""
    return _declare(view, Access(Door.MACHINE))


def staff(*roles: Role) -> Callable[[View], View]:
    """Only staff who hold one of the roles; any role where none is named."""

    def declare(view: View) -> View:
        return _declare(view, Access(Door.STAFF, frozenset(roles or Role)))

    return declare


def of(view: Callable[..., Any]) -> Access | None:
    """What a view declares, or None."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None


def numbers_exist(parts: Mapping[str, Any]) -> bool:
    """Whether the numbers in an address can be somebody's or something's: no column holds larger
    ones."""
    return all(part.__class__ is not int or part <= LARGEST for part in parts.values())


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view
