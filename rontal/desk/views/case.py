"""One case: photos beside the form, findings, decisions, history."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import Role
from rontal.desk.forms import CorrectionForm, RejectionForm
from rontal.desk.selectors import case as cases
from rontal.desk.selectors import queue
from rontal.desk.selectors.sight import sight
from rontal.desk.wording import FACES, FIRST, line_about
from rontal.kernel import clock, sealed_files
from rontal.kernel.actors import Actor
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.membership.models import Application
from rontal.membership.rules import ages
from rontal.membership.states import OPEN, ApplicationState
from rontal.standard.selectors import library
from rontal.ui import access
from rontal.ui.middleware import actor_of
from rontal.verification import selectors as verification
from rontal.verification import services as examinations
from rontal.verification.rules import SERIOUS_FIRST, Outcome, suggested_corrections

REASON = "case_review"


@access.staff(Role.CLERK, Role.HEAD)
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a case; opening it is recorded."""
    application = membership.application_for_staff(code, actor_of(request))
    response = render(request, "desk/case.html", context_of(application, actor_of(request)))
    return never_kept(response)


@access.staff(Role.CLERK, Role.HEAD)
@require_safe
def photo(request: HttpRequest, code: str, slot: str) -> HttpResponse:
    """The bytes of a photo; each opening is recorded, and no browser keeps them."""
    actor = actor_of(request)
    file = cases.photo(code, slot, actor)
    content = sealed_files.read(file, actor=actor, reason=REASON)
    response = HttpResponse(content, content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return never_kept(response)


@access.staff(Role.CLERK)
@require_POST
def examine_again(request: HttpRequest, code: str) -> HttpResponse:
    """Lets the system look again."""
    actor = actor_of(request)
    application = membership.application_for_staff(code, actor)
    examinations.ask_examination(application_id=application.pk, actor=actor)
    return redirect("desk:case", code=application.code)


def context_of(
    application: Application,
    actor: Actor,
    *,
    correction: CorrectionForm | None = None,
    rejection: RejectionForm | None = None,
) -> dict[str, Any]:
    """Everything that the page of a case shows; records who looks."""
    may_decide = actor.has_any(Role.CLERK)
    report = verification.latest_report(application.pk)
    suggested = suggested_corrections(report.outcomes) if report else []
    others = applications.look_at(application_id=application.pk, actor=actor) if may_decide else []
    form = membership.details(application, actor=actor, reason=REASON)
    doubtful = _doubtful(report)
    return {
        "application": application,
        "form": form,
        "age": _age(form.birth_date),
        "slots": cases.slots(application),
        "report": report,
        "worrying": _worrying(report),
        "doubtful": doubtful,
        "sight": sight(
            form,
            verification.case_look(application),
            doubtful=doubtful,
            about_faces=_about_faces(report),
        ),
        "decided": application.state not in OPEN,
        "promise": queue.promise_of(application),
        "others": others,
        "decides": may_decide and application.state == ApplicationState.IN_REVIEW,
        "correction": correction or CorrectionForm(initial={"reasons": suggested}),
        "rejection": rejection or RejectionForm(),
        "history": cases.history(application),
        "messages_sent": cases.messages(application),
        "consents": cases.consents(application),
        "next_code": queue.next_case(actor, after=application),
    }


def _worrying(report: verification.Report | None) -> list[Outcome]:
    """What did not pass: the serious first, and of these what a clerk has to know before all."""
    found = report.worrying if report else []

    def place(outcome: Outcome) -> tuple[int, int]:
        first = FIRST.index(outcome.code) if outcome.code in FIRST else len(FIRST)
        return SERIOUS_FIRST.index(outcome.level), first

    return sorted(found, key=place)


def _doubtful(report: verification.Report | None) -> frozenset[str]:
    """The lines of the form that a finding is about."""
    worrying = report.worrying if report else []
    return frozenset(map(line_about, worrying)) - {""}


def _about_faces(report: verification.Report | None) -> Outcome | None:
    outcomes = report.outcomes if report else ()
    return next((outcome for outcome in outcomes if outcome.code in FACES), None)


def _age(birth: date | None) -> int | None:
    return ages.age_on(birth, clock.now().astimezone(library().tz).date()) if birth else None


def never_kept(response: HttpResponse) -> HttpResponse:
    """Personal data stays out of the browser's memory."""
    response.headers["Cache-Control"] = "no-store, private"
    return response
