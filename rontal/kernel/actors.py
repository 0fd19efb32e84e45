"""Who acts: every service takes an Actor, every event records one."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of hand did it."""

    VISITOR = "visitor"
    PERSON = "person"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """A hand that acts. `id` is the account's id; a visitor and the system have none.

    `roles` are the staff roles of `rontal.accounts.roles`; `name` tells which part of the
    system acted. `address` is the network address that the door saw, for rules about places, and
    `session` the key of the session, for what is opened to that alone; both are told nobody and
    kept nowhere.
    """

    kind: ActorKind
    id: int | None = None
    roles: frozenset[str] = frozenset()
    name: str = ""
    address: str = field(default="", compare=False, repr=False)
    session: str = field(default="", compare=False, repr=False)

    @classmethod
    def visitor(cls) -> "Actor":
        """Somebody without an account."""
        return cls(ActorKind.VISITOR)

    @classmethod
    def person(cls, account_id: int) -> "Actor":
        """An applicant or member, signed in."""
        return cls(ActorKind.PERSON, account_id)

    @classmethod
    def staff(cls, account_id: int, roles: frozenset[str]) -> "Actor":
        """A member of staff with their roles."""
        return cls(ActorKind.STAFF, account_id, roles)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """A job or command; `name` says which."""
        return cls(ActorKind.SYSTEM, name=name)

    def at(self, address: str) -> "Actor":
        """The same hand, and where it acts from."""
        return replace(self, address=address)

    def through(self, session: str) -> "Actor":
        """The same hand, and the session that it acts in."""
        return replace(self, session=session)

    @property
    def is_staff(self) -> bool:
        """True for staff."""
        return self.kind is ActorKind.STAFF

    def has_any(self, *roles: str) -> bool:
        """True for staff who hold at least one of the roles."""
        return self.is_staff and bool(self.roles & set(roles))
