"""Queries about families: children whose guardian has the same e-mail address."""

from rontal.accounts.roles import CASE_READERS
from rontal.core import sealing
from rontal.core.actors import Actor
from rontal.membership.models import Guardian, Member
from rontal.membership.states import MemberState

MAX_RESULTS = 20


def address_hash(email: str) -> bytes:
    """Returns the keyed hash of a guardian's address for look-ups; b"" for no address."""
    address = email.strip().lower()
    return sealing.keyed_hash(address, purpose="guardian") if address else b""


def siblings_of(member: Member, actor: Actor) -> list[Member]:
    """Returns other members with the same guardian; none when the member has no guardian.

    At most twenty, by name. One query when the member is from `member_for_staff`. Raises
    NotAllowed.
    """
    guardian: Guardian | None = getattr(member.application, "guardian", None)
    address = bytes(guardian.email_hash) if guardian else b""
    return [child for child in _in_care(address, actor) if child.pk != member.pk]


def children_of(member: Member, actor: Actor) -> list[Member]:
    """Returns members whose guardian has this member's address. One query.

    Raises NotAllowed.
    """
    address = address_hash(member.application.email)
    return [child for child in _in_care(address, actor) if child.pk != member.pk]


def _in_care(address: bytes, actor: Actor) -> list[Member]:
    actor.require(*CASE_READERS)
    if not address:
        return []
    rows = Member.objects.filter(application__guardian__email_hash=address)
    rows = rows.exclude(state=MemberState.CLOSED).order_by("name", "pk")
    return list(rows[:MAX_RESULTS])
