"""Activation: the applicant confirms the e-mail address and gets an account."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from rontal.accounts.services import confirm_address
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.models import Application, Guardian
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import text
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.applications import with_address
from rontal.membership.states import ApplicationState
from rontal.membership.steps.application_changes import move
from rontal.membership.steps.identifying import close_former
from rontal.membership.steps.linking import use_link
from rontal.membership.steps.opening import open_account


def activate(*, token: str, password: str | None, actor: Actor) -> Application:
    """Uses an activation link: creates the account and starts the checks.

    The service clock starts here. Under 17 the application keeps waiting until the guardian has
    consented (PP 17/2025: a parent consents before use). Raises LinkUnknown, LinkUsed, LinkOver,
    LinkExpired, WeakPassword (the link stays valid).
    """
    with transaction.atomic():
        application = use_link(token, LinkPurpose.ACTIVATION)
        close_former(application, actor)
        user = open_account(application, password=password, actor=actor)
        confirm_address(user_id=user.pk)
        changes: dict[str, Any] = {"user": user, "activated_at": clock.now()}
        if _waits_for_guardian(application):
            _wait(application, changes, actor)
        else:
            move(
                application,
                ApplicationState.CHECKING,
                event=events.ACTIVATED,
                actor=actor,
                **changes,
            )
    return application


def resend_activation(*, email: str) -> None:
    """Sends new activation links to an address; does nothing when no application waits for one.

    The number of mails for each application is limited by the library's policy, so that a stranger
    cannot flood a mailbox.
    """
    address = text.clean(email)
    if text.email_fault(address):
        return
    rows = with_address(address).filter(
        state=ApplicationState.AWAITING_ACTIVATION,
        activated_at=None,
        resends__lt=MembershipPolicies.current().activation_resends,
    )
    for application in rows:
        _resend(application)


@transaction.atomic
def _resend(application: Application) -> None:
    allowed = Application.objects.filter(
        pk=application.pk, resends__lt=MembershipPolicies.current().activation_resends
    )
    if allowed.update(resends=F("resends") + 1):
        emit(events.ACTIVATION_RESENT, actor=Actor.visitor(), subject=application)


def _waits_for_guardian(application: Application) -> bool:
    return Guardian.objects.filter(
        application=application, decides=True, consented_at=None
    ).exists()


def _wait(application: Application, changes: dict[str, Any], actor: Actor) -> None:
    """Stores the activation without a transition; restarts the time to lapse, for the guardian."""
    days = MembershipPolicies.current().activation_lapse_days
    changes = {**changes, "lapse_at": clock.now() + timedelta(days=days)}
    for name, value in changes.items():
        setattr(application, name, value)
    application.save(update_fields=[*changes])
    data = {"waits_for": "guardian"}
    emit(events.ACTIVATED, actor=actor, subject=application, data=data)
