"""Home page of a signed-in person who is not a member yet."""

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
    """Progress of the application, None where there is none, and recommended books."""

    application: Application | None
    progress: Progress | None
    shelves: list[HomeShelf]

    @property
    def must_correct(self) -> bool:
        """True while a correction is requested."""
        application = self.application
        return application is not None and application.state == ApplicationState.NEEDS_CORRECTION


def applicant_home(actor: Actor) -> ApplicantHome:
    """Returns the home page of the actor, who is not a member."""
    try:
        application = application_for_person(actor.id)
    except NotFound:
        return ApplicantHome(None, None, shelves_for_all())
    return ApplicantHome(application, progress_of(application), shelves_for_all())
