"""End of the checks, decisions of staff, and creation of members."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import IllegalTransition, NotAllowed
from rontal.membership import events
from rontal.membership.errors import AlreadyMember, FourEyes, GuardianMissing, NoSuchReason
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import ages
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import Origin, RejectionReason
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.identities import hashes_of
from rontal.membership.selectors.members import is_member
from rontal.membership.states import ApplicationState
from rontal.membership.steps.application_changes import lock, lock_person, move
from rontal.membership.steps.constraints import violates
from rontal.membership.steps.joining import create_membership
from rontal.membership.steps.leasing import refuse_others
from rontal.membership.visits import CounterVisit
from rontal.standard.replies.services import record_template_use
from rontal.standard.steps import services as steps
from rontal.standard.steps.rules import Step

_A = ApplicationState
MAX_TEXT_LENGTH = 1000


def finish_checking(*, application_id: int, actor: Actor) -> Application:
    """Ends the checks of the system, so that staff can decide. Raises IllegalTransition,
    NotAllowed.
    """
    _require_system(actor)
    with transaction.atomic():
        application = lock(application_id)
        move(
            application,
            _A.IN_REVIEW,
            event=events.CHECKING_FINISHED,
            actor=actor,
            checked_at=clock.now(),
        )
    return application


def approve(*, application_id: int, actor: Actor) -> Member:
    """Approves an application as a clerk; the person becomes a member.

    Raises NotAllowed, NotFound, TakenByOther, IllegalTransition (another clerk was faster),
    GuardianMissing, AlreadyMember, FourEyes.
    """
    actor.require(Role.CLERK)
    return _approve(application_id, actor, frm=_A.IN_REVIEW, automatic=False)


def approve_automatically(*, application_id: int, actor: Actor) -> Member:
    """Approves an application as the system, when the checks found nothing and the library's policy
    allows it.
    """
    _require_system(actor)
    return _approve(application_id, actor, frm=_A.CHECKING, automatic=True)


def reject(
    *, application_id: int, reason: str, words: str, actor: Actor, template: int | None = None
) -> Application:
    """Rejects an application, with a reason of `RejectionReason` and the clerk's text.

    `template` is the version of the reply template that the text started with. Raises NotAllowed,
    NoSuchReason, TakenByOther, IllegalTransition.
    """
    actor.require(Role.CLERK)
    if reason not in list(RejectionReason):
        raise NoSuchReason
    with transaction.atomic():
        application = lock(application_id)
        refuse_others(application, actor)
        move(
            application,
            _A.REJECTED,
            event=events.REJECTED,
            actor=actor,
            data={"reason": reason},
            decision_reasons=[reason],
            decision_words=words.strip()[:MAX_TEXT_LENGTH],
            decided_at=clock.now(),
            decided_by_id=actor.id,
        )
        record_template_use(version_id=template, subject=application)
        _measure(application)
    return application


def _approve(
    application_id: int, actor: Actor, *, frm: ApplicationState, automatic: bool
) -> Member:
    try:
        with transaction.atomic():
            application = _lock_with_person(application_id)
            if application.state != frm:
                raise IllegalTransition(frm=application.state, to=_A.APPROVED.value)
            refuse_others(application, actor)
            _require_four_eyes(application, actor)
            if is_member(hashes_of(application)):
                raise AlreadyMember
            _require_guardian(application)
            move(
                application,
                _A.APPROVED,
                event=events.APPROVED,
                actor=actor,
                data={"automatic": automatic},
                automatic=automatic,
                decision_reasons=[],
                decision_words="",
                decided_at=clock.now(),
                decided_by_id=None if automatic else actor.id,
            )
            _measure(application)
            return create_membership(application, actor)
    except IntegrityError as error:
        if violates(error, "one_membership_a_person"):
            raise AlreadyMember from None
        raise


def _measure(application: Application) -> None:
    """Records the working time that a decided application took in all its rounds.

    Applications of the counter are left out, as their few minutes would improve the figures.
    """
    if application.origin != Origin.ONLINE:
        return
    duration = timedelta(seconds=application.working_seconds_used)
    steps.record(step=Step.DECISION, took=duration, key=f"decision:{application.pk}")


def _lock_with_person(application_id: int) -> Application:
    """Locks the person, then the application, in the order that all services use."""
    for application in Application.objects.filter(pk=application_id):
        lock_person(*hashes_of(application))
    return lock(application_id)


def _require_four_eyes(application: Application, actor: Actor) -> None:
    """Raises FourEyes when the policy requires another clerk than the one who registered."""
    if not MembershipPolicies.current().counter_four_eyes or application.origin != Origin.COUNTER:
        return
    if CounterVisit.objects.filter(application=application, staff_id=actor.id).exists():
        raise FourEyes


def _require_guardian(application: Application) -> None:
    """Raises GuardianMissing for a child without the guardian's consent (PP 17/2025)."""
    form = forms.read(application.details.reveal())
    if form.birth_date is None or not ages.needs_guardian(form.birth_date, today()):
        return
    consented = Guardian.objects.filter(
        application=application, consented_at__isnull=False, refused_at=None
    )
    if not consented.exists():
        raise GuardianMissing


def _require_system(actor: Actor) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
