"""`/`: front page for visitors, home page for members; and the privacy notice."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.membership.models import Application
from rontal.membership.selectors import application_for_person
from rontal.membership.states import ApplicationState
from rontal.standard.steps.rules import Period, Step
from rontal.ui.access import public
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of, must_choose_password, redirect_to_password_change
from rontal.ui.page_cache import cached_page
from rontal.web import service_time_chart
from rontal.web.collection import shelves
from rontal.web.home.home_shelves import HomeShelf, shelves_for_all
from rontal.web.home.member_home import member_home
from rontal.web.registration.progress import Progress, progress_of
from rontal.web.standard.figures_cache import cached_figures


@public
@cached_page("catalogue", "events")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Shows the front page; signed-in people get their own page."""
    return own_page(request) if request.user.is_authenticated else front(request)


@private
def own_page(request: HttpRequest) -> HttpResponse:
    """Shows the home page of a member or applicant; the front page to staff without membership."""
    if must_choose_password(request):
        return redirect_to_password_change(request)
    actor = actor_of(request)
    member = member_home(actor)
    if member is not None:
        return render(request, "web/home/member.html", {"home": member})
    applicant = applicant_home(actor)
    if applicant.application is None and actor.roles:
        return front(request)
    return render(request, "web/home/applicant.html", {"home": applicant})


def front(request: HttpRequest) -> HttpResponse:
    """Shows the front page: the library, one action, the steps of registration."""
    hours = service_time_chart.bar()
    [decided] = [one.overall for one in cached_figures(Period.MONTH) if one.step == Step.DECISION]
    context = {"hours": hours, "decided": decided, "shelf": shelves.newest()}
    return render(request, "web/home/front.html", context)


@public
@cached_page()
@require_safe
def data_and_rules(request: HttpRequest) -> HttpResponse:
    """Shows the privacy notice and the rules of membership."""
    return render(request, "web/privacy.html")


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
