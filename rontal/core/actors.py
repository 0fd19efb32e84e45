"""Actors: every service takes one as an argument, every event records one."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from rontal.core.errors import NotAllowed


class ActorKind(StrEnum):
    VISITOR = "visitor"
    PERSON = "person"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Account, visitor or part of the system that acts.

    `id` is the account's id; None for a visitor and for the system. `roles` are the staff roles of
    `rontal.accounts.roles`; `name` is the name of the job or command, for the system. `address` is
    the network address of the request, for rules about places, and `session` the session key of the
    request, for what is open to that session only; neither is shown or stored.
    """

    kind: ActorKind
    id: int | None = None
    roles: frozenset[str] = frozenset()
    name: str = ""
    address: str = field(default="", compare=False, repr=False)
    session: str = field(default="", compare=False, repr=False)

    @classmethod
    def visitor(cls) -> "Actor":
        """Returns the actor of a request without an account."""
        return cls(ActorKind.VISITOR)

    @classmethod
    def person(cls, account_id: int) -> "Actor":
        """Returns the actor of an applicant or member who is signed in."""
        return cls(ActorKind.PERSON, account_id)

    @classmethod
    def staff(cls, account_id: int, roles: frozenset[str]) -> "Actor":
        """Returns the actor of a member of staff with their roles."""
        return cls(ActorKind.STAFF, account_id, roles)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """Returns the actor of a job or command; `name` is its name."""
        return cls(ActorKind.SYSTEM, name=name)

    def at(self, address: str) -> "Actor":
        """Returns a copy of the actor with the network address of the request."""
        return replace(self, address=address)

    def through(self, session: str) -> "Actor":
        """Returns a copy of the actor with the session key of the request."""
        return replace(self, session=session)

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    def has_any(self, *roles: str) -> bool:
        """Returns True for staff who hold at least one of the roles."""
        return self.is_staff and bool(self.roles & set(roles))

    def require(self, *roles: str) -> int:
        """Returns the account's id of staff who hold one of the roles; raises NotAllowed."""
        if self.id is None or not self.has_any(*roles):
            raise NotAllowed
        return self.id

    def require_or_system(self, *roles: str) -> None:
        """Allows staff who hold one of the roles, and the system; raises NotAllowed."""
        if self.kind is not ActorKind.SYSTEM:
            self.require(*roles)
