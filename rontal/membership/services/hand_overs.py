"""Hand-over at 17: the young person takes over the membership, and the guardian's rights end."""

from collections.abc import Iterable

from django.db import transaction

from rontal.accounts.open_sessions.services import end_sessions
from rontal.accounts.reading_apps.services import revoke_all
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.errors import EmailLocked, OwnAddressNeeded
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Consent, Member
from rontal.membership.rules import text
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose
from rontal.membership.selectors.guardianship import is_address_of_guardian, needs_own_address
from rontal.membership.selectors.links import locked_until
from rontal.membership.services.member_states import lift_pause_of_hand_over
from rontal.membership.steps.application_changes import lock
from rontal.membership.steps.consenting import end_consents, record
from rontal.membership.steps.email_changes import BY_MEMBER, store_new_email
from rontal.membership.steps.guardian_ending import end_guardian
from rontal.membership.steps.member_changes import lock_open


def take_over(
    *, application_id: int, purposes: Iterable[str], actor: Actor, spare: str = ""
) -> Member:
    """Takes over a membership: the young person consents to these purposes, and the guardian's
    rights and consents end at once. A pause for want of an answer ends.

    All sessions but the one stored as `spare`, all reading apps, and all links that change the
    address or take a change back end: the guardian may have made or received them.

    Raises NotFound when it is not theirs or not asked, MembershipClosed, OwnAddressNeeded while the
    account has the guardian's address or none, Invalid without consent to the membership.
    """
    chosen = {ConsentPurpose(purpose) for purpose in purposes}
    with transaction.atomic():
        member, application, hand_over = _lock_own(application_id, actor)
        if needs_own_address(application):
            raise OwnAddressNeeded
        if ConsentPurpose.MEMBERSHIP not in chosen:
            raise Invalid({"consent_membership": "consent_needed"})
        _replace_consents(application, chosen, actor)
        end_guardian(application, why="taken_over", actor=actor)
        hand_over.taken_over_at, hand_over.guardian_hash = clock.now(), b""
        hand_over.save(update_fields=["taken_over_at", "guardian_hash"])
        end_sessions(user_id=member.user_id, spare=spare)
        revoke_all(actor=Actor.person(member.user_id))
        emit(events.HAND_OVER_DONE, actor=actor, subject=application)
        lift_pause_of_hand_over(member, actor=actor)
    return member


def ask_own_address(*, application_id: int, email: str, actor: Actor) -> None:
    """Asks for an address of the young person's own, which is confirmed by a link sent to it.

    Raises NotFound, MembershipClosed, EmailLocked, Invalid for a malformed address, the present
    one or the guardian's.
    """
    new = text.clean(email)
    with transaction.atomic():
        member, application, _hand_over = _lock_own(application_id, actor)
        if fault := _fault(application, new):
            raise Invalid({"email": fault})
        if locked_until(member) is not None:
            raise EmailLocked
        store_new_email(member, new, application.email, actor, by=BY_MEMBER)


def _fault(application: Application, new: str) -> str:
    if fault := text.email_fault(new):
        return fault
    if is_address_of_guardian(application, new):
        return "address_of_guardian"
    return "email_unchanged" if new.lower() == application.email.lower() else ""


def _lock_own(application_id: int, actor: Actor) -> tuple[Member, Application, HandOver]:
    own = Member.objects.filter(application_id=application_id, user_id=actor.id or 0).first()
    member = lock_open(NotFound.if_none(own).pk)
    application = lock(application_id)
    rows = HandOver.objects.filter(application=application, taken_over_at=None)
    return member, application, NotFound.if_none(rows.first())


def _replace_consents(application: Application, chosen: set[ConsentPurpose], actor: Actor) -> None:
    """Records the young person's consents in place of all earlier ones. Purposes that are not
    chosen any more are withdrawn; the others are only proven by another person.
    """
    end_consents(application, set(ConsentPurpose) - chosen, by="applicant", actor=actor)
    earlier = Consent.objects.filter(application=application, withdrawn_at=None)
    earlier.update(withdrawn_at=clock.now())
    record(application, chosen, by=ConsentBy.APPLICANT, actor=actor)
