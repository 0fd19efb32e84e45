"""Notice to a member whose membership cannot be used or ends soon."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from rontal.membership.models import Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.reason_labels import SUSPENSIONS
from rontal.membership.selectors import today
from rontal.membership.selectors.members import suspension_of
from rontal.membership.states import MemberState


@dataclass(frozen=True)
class MembershipNotice:
    """State of a membership ("ending" where it expires soon).

    For a suspension also the reason, its last day, and the text written by staff.
    """

    state: str
    valid_until: date
    why: str | Promise = ""
    words: str = ""
    until: date | None = None


def notice_for(member: Member | None) -> MembershipNotice | None:
    """Returns the notice, or None where the membership is in order.

    One query where it is suspended, else none.
    """
    if member is None:
        return None
    suspension = suspension_of(member)
    if suspension is not None:
        known = SUSPENSIONS.get(suspension.reason) if suspension.reason != "other" else None
        why = known.person if known else ""
        return MembershipNotice(
            "suspended", member.valid_until, why, suspension.text, suspension.until
        )
    if member.state != MemberState.ACTIVE:
        return MembershipNotice(member.state, member.valid_until)
    soon = today() + timedelta(days=MembershipPolicies.current().renewal_days)
    return MembershipNotice("ending", member.valid_until) if member.valid_until <= soon else None
