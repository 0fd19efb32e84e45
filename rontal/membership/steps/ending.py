"""Ending of an application by the applicant, the guardian or the owner of the address."""

from rontal.core import erasures
from rontal.core.actors import Actor
from rontal.membership import events
from rontal.membership.models import Application
from rontal.membership.states import ApplicationState
from rontal.membership.steps.application_changes import move
from rontal.membership.steps.erasing import APPLICATION, erase_details


def withdraw_application(application: Application, *, by: str, actor: Actor) -> None:
    """Withdraws a locked application; `by` is "applicant", "address_owner" or "guardian". Photos
    and details are erased at once. Raises IllegalTransition when it has ended.
    """
    move(
        application,
        ApplicationState.WITHDRAWN,
        event=events.WITHDRAWN,
        actor=actor,
        data={"by": by},
    )
    erase_details(application, actor)
    erasures.note(APPLICATION, application.code)
