"""Ending an application because somebody who may say so says no."""

from rontal.kernel.actors import Actor
from rontal.membership import events
from rontal.membership.models import Application
from rontal.membership.states import ApplicationState
from rontal.membership.steps.erasing import erase_details
from rontal.membership.steps.moving import move


def end(application: Application, *, by: str, actor: Actor) -> None:
    """Withdraws a locked application ("applicant", "address_owner", "guardian"); its photos and
    details go at once. Raises IllegalTransition where it has ended."""
    move(
        application,
        ApplicationState.WITHDRAWN,
        event=events.WITHDRAWN,
        actor=actor,
        data={"by": by},
    )
    erase_details(application, actor)
