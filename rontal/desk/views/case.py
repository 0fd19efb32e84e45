"""Page of an application: photos beside the form, findings, decisions, history."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import Role
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.desk.events import CASE_REVIEW
from rontal.desk.forms import CorrectionForm, NoteForm, RejectionForm
from rontal.desk.labels import FACES
from rontal.desk.selectors import case as cases
from rontal.desk.selectors import filled_replies, queue
from rontal.desk.selectors.examination_view import examination_view
from rontal.desk.selectors.filters import Filters
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.membership.models import Application
from rontal.membership.rules import ages
from rontal.membership.states import OPEN, ApplicationState
from rontal.standard.replies.selectors import used_about
from rontal.standard.selectors import library
from rontal.ui import access
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_photo_proof
from rontal.verification import selectors as verification
from rontal.verification import services as examinations
from rontal.verification.codes import FINDING_ORDER, field_of
from rontal.verification.rules import SERIOUS_FIRST, Outcome, suggested_corrections


@access.staff(Role.CLERK, Role.HEAD)
@needs_photo_proof
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Shows an application; the access is logged. Does not take the lease of the case."""
    application = membership.application_for_staff(code, actor_of(request))
    context = context_of(application, actor_of(request), Filters.read(request.GET))
    return render(request, "desk/case.html", context)


@access.staff(Role.CLERK, Role.HEAD)
@needs_photo_proof
@require_safe
def photo(request: HttpRequest, code: str, slot: str) -> HttpResponse:
    """Returns the bytes of a photo, uncached; each access is logged."""
    actor = actor_of(request)
    file = cases.photo(code, slot, actor)
    content = sealed_files.read(file, actor=actor, reason=CASE_REVIEW)
    response = HttpResponse(content, content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


@access.staff(Role.CLERK)
@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Renews the clerk's lock on the application; 409 where the clerk no longer holds it."""
    actor = actor_of(request)
    application = membership.application_for_staff(code, actor)
    lease = applications.take_lease(application_id=application.pk, actor=actor)
    is_own = lease is not None and lease.staff_id == actor.id
    return HttpResponse(status=204 if is_own else 409)


@access.staff(Role.CLERK)
@require_POST
def put_back(request: HttpRequest, code: str) -> HttpResponse:
    """Releases the clerk's lock on the application."""
    actor = actor_of(request)
    application = membership.application_for_staff(code, actor)
    applications.release_lease(application_id=application.pk, actor=actor)
    messages.info(request, _("%(code)s is available to others again.") % {"code": application.code})
    return redirect("desk:start")


@access.staff(Role.HEAD)
@require_POST
def take_over(request: HttpRequest, code: str) -> HttpResponse:
    """Transfers a colleague's lock on the application to a head who also decides."""
    actor = actor_of(request)
    application = membership.application_for_staff(code, actor)
    try:
        applications.take_over_lease(application_id=application.pk, actor=actor)
        messages.success(request, _("The case is assigned to you."))
    except IllegalTransition:
        messages.info(request, _("This case has already been decided."))
    return redirect("desk:case", code=application.code)


@access.staff(Role.CLERK)
@require_POST
def examine_again(request: HttpRequest, code: str) -> HttpResponse:
    """Queues a new automatic examination."""
    actor = actor_of(request)
    application = membership.application_for_staff(code, actor)
    examinations.ask_examination(application_id=application.pk, actor=actor)
    return redirect("desk:case", code=application.code)


def context_of(
    application: Application,
    actor: Actor,
    filters: Filters,
    *,
    correction: CorrectionForm | None = None,
    rejection: RejectionForm | None = None,
    note: NoteForm | None = None,
) -> dict[str, Any]:
    """Returns the template context of an application's page; logs the access."""
    may_decide = actor.has_any(Role.CLERK)
    report = verification.latest_report(application.pk)
    suggested = suggested_corrections(report.outcomes) if report else []
    lease = membership.loaded_lease(application)
    is_own = lease is not None and lease.staff_id == actor.id
    in_review = application.state == ApplicationState.IN_REVIEW
    form = membership.details(application, actor=actor, reason=CASE_REVIEW)
    doubtful = _doubtful_fields(report)
    beside = cases.side_column(application, actor)
    return {
        "application": application,
        "form": form,
        "age": _age(form.birth_date),
        "slots": cases.slots(application),
        "report": report,
        "worrying": _failed_findings(report),
        "doubtful": doubtful,
        "sight": examination_view(
            form,
            verification.case_results(application),
            doubtful=doubtful,
            about_faces=_about_faces(report),
        ),
        "decided": application.state not in OPEN,
        "promise": queue.promise_of(application),
        "held": lease,
        "is_own": is_own,
        "may_take": may_decide and in_review and lease is None,
        "may_take_over": may_decide and not is_own and actor.has_any(Role.HEAD),
        "correction": correction or CorrectionForm(initial={"reasons": suggested}),
        "rejection": rejection or RejectionForm(),
        "history": cases.history(application),
        "notes": cases.notes(application),
        "note": note or NoteForm(),
        "messages_sent": beside.mails,
        "consents": beside.consents,
        "trail": filters.trail,
        "given": membership.loaded_assignment(application),
        "clerks": beside.clerks,
    } | _decision_context(application, decides=may_decide and is_own)


def _decision_context(application: Application, *, decides: bool) -> dict[str, Any]:
    """Returns whether the actor can decide, the reply templates, and the last reply's template."""
    decides = decides and application.state == ApplicationState.IN_REVIEW
    return {
        "decides": decides,
        "replies": filled_replies.for_application(application) if decides else {},
        "began_with": used_about(application) if application.decision_words else None,
    }


def _failed_findings(report: verification.Report | None) -> list[Outcome]:
    """Returns findings that did not pass: serious ones first, then those in `FINDING_ORDER`."""
    findings = report.worrying if report else []

    def place(outcome: Outcome) -> tuple[int, int]:
        first = (
            FINDING_ORDER.index(outcome.code)
            if outcome.code in FINDING_ORDER
            else len(FINDING_ORDER)
        )
        return SERIOUS_FIRST.index(outcome.level), first

    return sorted(findings, key=place)


def _doubtful_fields(report: verification.Report | None) -> frozenset[str]:
    """Returns the lines of the form that findings are about."""
    worrying = report.worrying if report else []
    return frozenset(map(field_of, worrying)) - {""}


def _about_faces(report: verification.Report | None) -> Outcome | None:
    outcomes = report.outcomes if report else ()
    return next((outcome for outcome in outcomes if outcome.code in FACES), None)


def _age(birth: date | None) -> int | None:
    return ages.age_on(birth, clock.now().astimezone(library().tz).date()) if birth else None
