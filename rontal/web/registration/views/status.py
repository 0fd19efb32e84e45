"""Status of an application, and its withdrawal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.core.errors import DomainError, NotFound
from rontal.membership.selectors import application_for_person
from rontal.membership.services import withdraw
from rontal.membership.services.guardians import remind_guardian
from rontal.membership.states import OPEN
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.web.registration.progress import progress_of


@public
@private
def status(request: HttpRequest) -> HttpResponse:
    """Shows the status; explains how to sign in where nobody is signed in."""
    if not request.user.is_authenticated:
        return render(request, "web/registration/status_closed.html")
    try:
        application = application_for_person(request.user.pk)
    except NotFound:
        return render(request, "web/registration/status_none.html")
    context = {"application": application, "progress": progress_of(application)}
    return render(request, "web/registration/status.html", context)


@signed_in
@private
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Asks for confirmation (GET) or withdraws the application (POST)."""
    application = application_for_person(request.user.pk)
    if application.state not in OPEN:
        return redirect("registration_status")
    if request.method == "POST":
        withdraw(application_id=application.pk, actor=actor_of(request))
        return redirect("registration_status")
    return render(request, "web/registration/withdraw.html", {"application": application})


@signed_in
@private
@require_POST
def reminder(request: HttpRequest) -> HttpResponse:
    """Sends the request to the guardian again."""
    application = application_for_person(request.user.pk)
    try:
        remind_guardian(application_id=application.pk, actor=actor_of(request))
        messages.success(request, _("We have written to your parent or guardian again."))
    except DomainError as error:
        messages.warning(request, sentences.of(error))
    return redirect("registration_status")
