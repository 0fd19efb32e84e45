"""Navigation between the applications of a view; assignment and notes."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.errors import DomainError
from rontal.desk.forms import NoteForm
from rontal.desk.selectors import queue
from rontal.desk.selectors.filters import Filters
from rontal.desk.views.case import context_of
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.membership.models import Application
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform

Move = Callable[[HttpRequest, str], HttpResponse]


def _by_post(view: Move) -> Move:
    """Decorator: a GET takes nothing and leads to the case, as after signing in again."""

    @wraps(view)
    def answer(request: HttpRequest, code: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, code)
        return _to_case(request, membership.application_for_staff(code, actor_of(request)))

    return answer


@access.staff(Role.CLERK)
@require_http_methods(["GET", "POST"])
@_by_post
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Takes the lease of the application for the clerk and opens it.

    Where a colleague was faster, the page names the colleague.
    """
    actor = actor_of(request)
    application = membership.application_for_staff(code, actor)
    applications.take_lease(application_id=application.pk, actor=actor)
    return _to_case(request, application)


@access.staff(Role.CLERK, Role.HEAD)
@require_http_methods(["GET", "POST"])
@_by_post
def next_case(request: HttpRequest, code: str) -> HttpResponse:
    """Releases this application undecided, and takes and opens the next one of the view."""
    actor = actor_of(request)
    application = membership.application_for_staff(code, actor)
    _release_lock(application, actor)
    return to_next(request, application)


@access.staff(Role.CLERK, Role.HEAD)
@require_http_methods(["GET", "POST"])
@_by_post
def previous_case(request: HttpRequest, code: str) -> HttpResponse:
    """Releases this application undecided, and takes and opens the previous one of the view."""
    actor, filters = actor_of(request), Filters.read(request.GET)
    application = membership.application_for_staff(code, actor)
    _release_lock(application, actor)
    previous = queue.previous_case(actor, filters=filters, before=application)
    if previous:
        if actor.has_any(Role.CLERK):
            applications.take_lease(application_id=previous.pk, actor=actor)
        return _to_case(request, previous)
    messages.info(request, _("No case in this view is due earlier."))
    return redirect(reverse("desk:start") + filters.trail)


@access.staff(Role.HEAD)
@require_POST
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Assigns the application to a clerk, or to nobody where none is chosen."""
    actor, chosen = actor_of(request), request.POST.get("staff", "")
    application = membership.application_for_staff(code, actor)
    pk = application.pk
    try:
        if chosen:
            staff_id = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
            applications.assign(application_id=pk, staff_id=staff_id, actor=actor)
            messages.success(request, _("The case is assigned to a colleague."))
        else:
            applications.unassign(application_id=pk, actor=actor)
            messages.success(request, _("The case is released."))
    except DomainError as error:
        messages.error(request, sentences.of(error))
    return _to_case(request, application)


@access.staff(Role.CLERK, Role.HEAD)
@require_POST
def write_note(request: HttpRequest, code: str) -> HttpResponse:
    """Saves a note for colleagues."""
    actor, form = actor_of(request), NoteForm(request.POST)
    filters = Filters.read(request.GET)
    application = membership.application_for_staff(code, actor)
    if not form.is_valid():
        context = context_of(application, actor, filters, note=form)
        return render(request, "desk/case.html", context, status=422)
    text, pk = form.cleaned_data["text"], application.pk
    perform(
        request,
        lambda: applications.write_note(application_id=pk, text=text, actor=actor),
        _("Note saved."),
    )
    return _to_case(request, application)


def to_next(request: HttpRequest, after: Application) -> HttpResponse:
    """Redirects to the next application of the view after locking it for the clerk.

    Redirects to the queue where none is left.
    """
    actor, filters = actor_of(request), Filters.read(request.GET)
    for case in queue.next_cases(actor, filters=filters, after=after):
        if not actor.has_any(Role.CLERK) or _takes_lock(case, actor):
            return _to_case(request, case)
    messages.info(request, _("That was the last available case in this view."))
    return redirect(reverse("desk:start") + filters.trail)


def _to_case(request: HttpRequest, application: Application) -> HttpResponse:
    trail = Filters.read(request.GET).trail
    return redirect(reverse("desk:case", args=[application.code]) + trail)


def _takes_lock(application: Application, actor: Actor) -> bool:
    lease = applications.take_lease(application_id=application.pk, actor=actor)
    return lease is not None and lease.staff_id == actor.id


def _release_lock(application: Application, actor: Actor) -> None:
    if actor.has_any(Role.CLERK):
        applications.release_lease(application_id=application.pk, actor=actor)
