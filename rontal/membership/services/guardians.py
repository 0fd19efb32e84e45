"""Guardians consent, confirm or refuse by a link of their own (PP 17/2025)."""

from django.db import transaction

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.membership import events
from rontal.membership.models import Application, Consent, Guardian
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose, LinkPurpose
from rontal.membership.services.consents import record
from rontal.membership.services.endings import end_by_guardian
from rontal.membership.services.links import use
from rontal.membership.services.moving import move
from rontal.membership.states import ApplicationState


def guardian_consent(*, token: str, actor: Actor) -> Application:
    """The guardian consents, at 17 confirms. An activated application then goes to be checked.

    Consent counts for each purpose that the child's form names. Raises what `open_link` raises.
    """
    with transaction.atomic():
        application = use(token, LinkPurpose.GUARDIAN)
        Guardian.objects.filter(application=application).update(
            consented_at=clock.now(), refused_at=None
        )
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
    """The guardian refuses: the application ends and its photos go (PP 17/2025: no access)."""
    with transaction.atomic():
        application = use(token, LinkPurpose.GUARDIAN)
        Guardian.objects.filter(application=application).update(refused_at=clock.now())
        emit(events.GUARDIAN_REFUSED, actor=actor, subject=application)
        end_by_guardian(application, actor)
    return application


def _purposes(application: Application) -> list[ConsentPurpose]:
    rows = Consent.objects.filter(
        application=application, by=ConsentBy.APPLICANT, withdrawn_at=None
    )
    return [ConsentPurpose(purpose) for purpose in rows.values_list("purpose", flat=True)]
