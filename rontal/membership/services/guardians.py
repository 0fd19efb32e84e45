"""Consent, confirmation or refusal of guardians, by a link of their own (PP 17/2025)."""

from django.db import transaction
from django.db.models import F

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.errors import LinkOver, TooManyReminders
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose, LinkPurpose
from rontal.membership.selectors.families import same_address
from rontal.membership.selectors.guardianship import is_grown_up
from rontal.membership.selectors.links import guardian_link
from rontal.membership.states import FINAL, ApplicationState
from rontal.membership.steps.application_changes import lock, lock_member, move
from rontal.membership.steps.consenting import end_consents, record
from rontal.membership.steps.ending import withdraw_application
from rontal.membership.steps.erasing import erase_details, erase_person
from rontal.membership.steps.guardian_consent import emit_guardian_asked
from rontal.membership.steps.joining import close_locked_membership
from rontal.membership.steps.linking import use_link


def guardian_consent(*, token: str, actor: Actor) -> Application:
    """Records the guardian's consent (at 17: confirmation) and starts the checks of an activated
    application.

    The consent is for each purpose that the child's form names. Raises the errors of `open_link`.
    """
    with transaction.atomic():
        application = use_link(token, LinkPurpose.GUARDIAN)
        Guardian.objects.filter(application=application).update(consented_at=clock.now())
        record(application, _purposes(application), by=ConsentBy.GUARDIAN, actor=actor)
        waits = application.state == ApplicationState.AWAITING_ACTIVATION
        if waits and application.activated_at is not None:
            move(
                application,
                ApplicationState.CHECKING,
                event=events.GUARDIAN_CONSENTED,
                actor=actor,
            )
        else:
            emit(events.GUARDIAN_CONSENTED, actor=actor, subject=application)
    return application


def guardian_refuse(*, token: str, actor: Actor) -> Application:
    """Records the guardian's refusal: the application ends, its data is erased (PP 17/2025: no
    access).

    Raises the errors of `open_link`.
    """
    with transaction.atomic():
        application = use_link(token, LinkPurpose.GUARDIAN)
        _refused(application, actor, after_consent=False)
        withdraw_application(application, by="guardian", actor=actor)
    return application


def guardian_withdraw(*, token: str, actor: Actor) -> Application:
    """Withdraws the guardian's consent, by the same link, at any time.

    Ends the application or closes the membership, and erases the child's data (PP 17/2025; UU
    27/2022: withdrawing is as easy as giving). Raises LinkUnknown, LinkOver when the young person
    has taken over, and IllegalTransition when there is nothing left to end.
    """
    application = guardian_link(token).application
    return withdraw_as_guardian(application_id=application.pk, actor=actor)


def withdraw_as_guardian(
    *, application_id: int, actor: Actor, address: bytes | None = None
) -> Application:
    """Withdraws the guardian's consent of an application, for the link and the guardians' page,
    which gives the keyed hash of the guardian's address.

    Raises LinkOver when the young person has taken over, NotFound when the guardian has another
    address by now, IllegalTransition when there is nothing left to end.
    """
    with transaction.atomic():
        member = Member.objects.filter(application_id=application_id).first()
        member = lock_member(member.pk) if member else None
        application = lock(application_id)
        _require_guardian(application, address)
        _refused(application, actor, after_consent=True)
        end_consents(application, list(ConsentPurpose), by="guardian", actor=actor)
        if application.state not in FINAL:
            withdraw_application(application, by="guardian", actor=actor)
        elif member is not None:
            close_locked_membership(member, by="guardian", actor=actor)
            (erase_details if application.erased_at is None else erase_person)(application, actor)
        else:
            raise IllegalTransition(frm=application.state, to=ApplicationState.WITHDRAWN.value)
    return application


def remind_guardian(*, application_id: int, actor: Actor) -> None:
    """Reminds a guardian who has not answered, within the limit of the library's policy.

    Allowed for the applicant and clerks. Raises NotFound, TooManyReminders.
    """
    with transaction.atomic():
        application = lock(application_id)
        mine = actor.id is not None and actor.id == application.user_id
        if not mine and not actor.has_any(Role.CLERK):
            raise NotFound
        waiting = Guardian.objects.filter(application=application, consented_at=None)
        if not waiting.exists() or application.state in FINAL:
            raise NotFound
        remindable = waiting.filter(reminders__lt=MembershipPolicies.current().activation_resends)
        if not remindable.update(reminders=F("reminders") + 1):
            raise TooManyReminders
        emit_guardian_asked(application, actor)


def _require_guardian(application: Application, address: bytes | None) -> None:
    guardian = Guardian.objects.filter(application=application, ended_at=None).first()
    if guardian is None or is_grown_up(application):
        raise LinkOver if address is None else NotFound
    if address is not None and bytes(guardian.email_hash) not in same_address(address):
        raise NotFound


def _refused(application: Application, actor: Actor, *, after_consent: bool) -> None:
    Guardian.objects.filter(application=application).update(refused_at=clock.now())
    data: dict[str, Scalar] = {"after_consent": after_consent}
    emit(events.GUARDIAN_REFUSED, actor=actor, subject=application, data=data)


def _purposes(application: Application) -> list[ConsentPurpose]:
    rows = Consent.objects.filter(
        application=application, by=ConsentBy.APPLICANT, withdrawn_at=None
    )
    return [ConsentPurpose(purpose) for purpose in rows.values_list("purpose", flat=True)]
