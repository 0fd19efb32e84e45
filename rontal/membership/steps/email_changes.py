"""Steps of a change of a member's e-mail address: store it, apply it, offer to take it back."""

from datetime import timedelta

from rontal.accounts import services as accounts
from rontal.core import clock, sealing
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.email_reversals import REVERSAL_DAYS, EmailReversal
from rontal.membership.models import Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.selectors.guardianship import may_take_back
from rontal.membership.selectors.opened_details import form_of
from rontal.membership.steps.application_changes import lock
from rontal.membership.suspensions import EmailChange

BY_MEMBER, BY_STAFF = "member", "staff"


def store_new_email(
    member: Member, new: str, old: str, actor: Actor, *, by: str, is_reversible: bool = True
) -> None:
    """Stores a new address of a locked member until it is confirmed; the event causes mails to both
    addresses. A newer change replaces an unconfirmed one, whose link ends.

    A change that is not reversible also ends the links that would take former changes back. One
    away from the guardian's address never is once the young person is asked to take over.
    """
    is_reversible = is_reversible and may_take_back(member.application, old)
    EmailChange.objects.filter(member=member).delete()
    change = EmailChange(member=member, addresses={"new": new, "old": old})
    change.token_hash = sealing.token_hash(change.token)
    change.asked_at = clock.now()
    hours = MembershipPolicies.current().activation_link_hours
    change.expires_at = change.asked_at + timedelta(hours=hours)
    change.save(force_insert=True)
    if not is_reversible:
        EmailReversal.objects.filter(member=member, used_at=None).delete()
    data: dict[str, Scalar] = {"had_one": bool(old), "by": by}
    if is_reversible and old:
        data["reversal"] = _offer_reversal(change, new, old).pk
    emit(events.EMAIL_ASKED, actor=actor, subject=member, data=data)


def apply_email(member: Member, email: str, actor: Actor) -> None:
    """Makes an address that its owner confirmed the address of a locked member."""
    application = lock(member.application_id)
    application.details = forms.write(form_of(application)) | {"email": email}
    application.email = email
    application.save(update_fields=["details", "email"])
    member.revision += 1
    member.save(update_fields=["revision"])
    accounts.correct(user_id=member.user_id, email=email, actor=actor)
    accounts.confirm_address(user_id=member.user_id)


def reversal_of(change: EmailChange) -> EmailReversal | None:
    """Returns the link that takes a change back; None where there is none."""
    rows = EmailReversal.objects.filter(member=change.member_id, made_at=change.asked_at)
    return rows.order_by("-pk").first()


def _offer_reversal(change: EmailChange, new: str, old: str) -> EmailReversal:
    reversal = EmailReversal(member_id=change.member_id, addresses={"new": new, "old": old})
    reversal.token_hash = sealing.token_hash(reversal.token)
    reversal.made_at = change.asked_at
    reversal.ends_at = change.expires_at + timedelta(days=REVERSAL_DAYS)
    reversal.save(force_insert=True)
    return reversal
