"""The home page of somebody who is signed in and is no member yet."""

from dataclasses import dataclass

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.membership.models import Application
from rontal.membership.selectors import application_for_person
from rontal.membership.states import ApplicationState
from rontal.web.home.home_shelves import HomeShelf, shelves_for_all
from rontal.web.registration.progress import Progress, progress_of


@dataclass(frozen=True)
class ApplicantHome:
    """How the application stands, None where there is none, and books to look at."""

    application: Application | None
    progress: Progress | None
    shelves: list[HomeShelf]

    @property
    def must_correct(self) -> bool:
        """True where staff wait for a correction."""
        application = self.application
        return application is not None and application.state == ApplicationState.NEEDS_CORRECTION


def applicant_home(actor: Actor) -> ApplicantHome:
    """The home page of the actor, who is no member."""
    try:
        application = application_for_person(actor.id)
    except NotFound:
        return ApplicantHome(None, None, shelves_for_all())
    return ApplicantHome(application, progress_of(application), shelves_for_all())
