"""Giving and withdrawing consent by purpose, after submission (UU 27/2022: equally easy)."""

from django.db import transaction

from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotAllowed, NotFound
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose
from rontal.membership.services.endings import close_membership, withdraw
from rontal.membership.states import FINAL, ApplicationState
from rontal.membership.steps.application_changes import lock
from rontal.membership.steps.consenting import end_consents, record


def give_consent(*, application_id: int, purpose: str, actor: Actor) -> None:
    """Records the consent of an applicant or member to one more purpose; a second call changes
    nothing.

    Raises NotFound, NotAllowed when a guardian decides (PP 17/2025), IllegalTransition when the
    application has ended without a membership.
    """
    with transaction.atomic():
        application = _lock_own(application_id, actor)
        if application.state in FINAL and application.state != ApplicationState.APPROVED:
            raise IllegalTransition(frm=application.state, to=application.state)
        if Guardian.objects.filter(application=application, decides=True).exists():
            raise NotAllowed
        record(application, [ConsentPurpose(purpose)], by=ConsentBy.APPLICANT, actor=actor)


def withdraw_consent(*, application_id: int, purpose: str, actor: Actor) -> None:
    """Withdraws a consent of the applicant or member; a guardian's consent for the purpose ends,
    too.

    Withdrawing consent to the membership withdraws the application or closes the membership. Raises
    NotFound, IllegalTransition.
    """
    withdrawn = ConsentPurpose(purpose)
    with transaction.atomic():
        if withdrawn is ConsentPurpose.MEMBERSHIP:
            _end_membership(application_id, actor)
        application = _lock_own(application_id, actor)
        end_consents(application, [withdrawn], by="applicant", actor=actor)


def _end_membership(application_id: int, actor: Actor) -> None:
    member = Member.objects.filter(application_id=application_id).first()
    if member is None:
        withdraw(application_id=application_id, actor=actor)
    else:
        close_membership(member_id=member.pk, actor=actor)


def _lock_own(application_id: int, actor: Actor) -> Application:
    application = lock(application_id)
    if actor.id is None or actor.id != application.user_id:
        raise NotFound
    return application
