"""A new e-mail address that the member asked for; it counts once it is confirmed by its link."""

from datetime import timedelta

from rontal.core import clock, sealing
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.models import Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.suspensions import EmailChange


def ask_address(member: Member, *, new: str, old: str, actor: Actor) -> None:
    """Stores a new address of a locked member; the event causes mails to both addresses."""
    EmailChange.objects.filter(member=member).delete()
    change = EmailChange(member=member, addresses={"new": new, "old": old})
    change.token_hash = sealing.token_hash(change.token)
    change.asked_at = clock.now()
    hours = MembershipPolicies.current().activation_link_hours
    change.expires_at = change.asked_at + timedelta(hours=hours)
    change.save(force_insert=True)
    emit(events.EMAIL_ASKED, actor=actor, subject=member, data={"had_one": bool(old)})
