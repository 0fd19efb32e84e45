"""Questions about members."""

from rontal.membership.models import Member
from rontal.membership.states import MemberState


def member_of(user_id: int | None) -> Member | None:
    """The membership that an account holds, in whatever state."""
    return None if user_id is None else Member.objects.filter(user_id=user_id).first()


def active_member_of(user_id: int | None) -> Member | None:
    """The membership of an account, where it is active: such a person may borrow."""
    member = member_of(user_id)
    return member if member is not None and member.state == MemberState.ACTIVE else None


def is_member(nik_hash: bytes | memoryview) -> bool:
    """True where the person of this keyed hash holds a membership that is not closed."""
    return Member.objects.filter(nik_hash=nik_hash).exclude(state=MemberState.CLOSED).exists()
