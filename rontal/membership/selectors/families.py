"""Queries about families: children whose guardian has the same e-mail address."""

from rontal.accounts.roles import CASE_READERS
from rontal.core import sealing
from rontal.core.actors import Actor
from rontal.membership.models import Guardian, Member
from rontal.membership.states import MemberState

MAX_RESULTS = 20


def address_hash(email: str) -> bytes:
    """Returns the keyed hash of a guardian's address for look-ups; b"" for no address."""
    return next(iter(address_hashes(email)), b"")


def address_hashes(email: str) -> list[bytes]:
    """Returns the hashes of a guardian's address under all hash keys, the active one first; none
    for no address.
    """
    address = email.strip().lower()
    return sealing.keyed_hashes(address, purpose="guardian") if address else []


def siblings_of(member: Member, actor: Actor) -> list[Member]:
    """Returns other members with the same guardian; none when the member has no guardian.

    At most twenty, by name. One query when the member is from `member_for_staff`. Raises
    NotAllowed.
    """
    guardian: Guardian | None = getattr(member.application, "guardian", None)
    addresses = _stored_hashes(guardian) if guardian and guardian.is_responsible else []
    return [child for child in _in_care(addresses, actor) if child.pk != member.pk]


def children_of(member: Member, actor: Actor) -> list[Member]:
    """Returns members whose guardian has this member's address. One query.

    Raises NotAllowed.
    """
    addresses = address_hashes(member.application.email)
    return [child for child in _in_care(addresses, actor) if child.pk != member.pk]


def same_address(address: bytes) -> list[bytes]:
    """Returns this stored hash of a guardian's address, and the others of the same address where
    there are several hash keys. No query with one hash key.
    """
    if len(sealing.hash_keys()) == 1:
        return [address]
    row = Guardian.objects.filter(email_hash=address).first()
    return [address] if row is None else _stored_hashes(row)


def _stored_hashes(guardian: Guardian) -> list[bytes]:
    """Returns the stored hash of a guardian; all of them where there are several hash keys."""
    stored = bytes(guardian.email_hash)
    if not stored or len(sealing.hash_keys()) == 1:
        return [stored] if stored else []
    return [stored, *address_hashes(str(guardian.details.reveal().get("email", "")))]


def _in_care(addresses: list[bytes], actor: Actor) -> list[Member]:
    actor.require(*CASE_READERS)
    if not addresses:
        return []
    rows = Member.objects.filter(
        application__guardian__email_hash__in=addresses,
        application__guardian__ended_at=None,
        application__guardian__refused_at=None,
    )
    rows = rows.exclude(state=MemberState.CLOSED).order_by("name", "pk")
    return list(rows[:MAX_RESULTS])
