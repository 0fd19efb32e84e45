"""Decisions on an application, with previews of the message to the applicant."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.accounts.roles import Role
from rontal.core.errors import DomainError, IllegalTransition
from rontal.desk.forms import CorrectionForm, DecisionForm, RejectionForm
from rontal.desk.selectors import filled_replies
from rontal.desk.selectors.filters import Filters
from rontal.desk.views.case import context_of
from rontal.desk.views.case_navigation import to_next
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Origin
from rontal.notifications.content import MessageText, MessageType
from rontal.notifications.messages.application_texts import ApplicationFacts
from rontal.notifications.messages.applications import CORRECTION_NEEDED, REJECTED
from rontal.standard.replies.rules import ReplyKind
from rontal.standard.selectors import library
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of


@access.staff(Role.CLERK)
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Approves the application, which makes the applicant a member."""
    application = membership.application_for_staff(code, actor_of(request))
    return _decide(
        request,
        application,
        lambda: applications.approve(application_id=application.pk, actor=actor_of(request)),
        _("%(name)s is a member now.") % {"name": application.name},
        _after_approval,
    )


@access.staff(Role.CLERK)
@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for a correction; optionally shows a preview of the message first."""
    application = membership.application_for_staff(code, actor_of(request))
    form = CorrectionForm(request.POST)
    if "fill" in request.POST:
        return _insert_template(request, application, CorrectionForm, ReplyKind.CORRECTION)
    if not form.is_valid() or "change" in request.POST:
        return _render_form_again(request, application, correction=form)
    if "preview" in request.POST:
        return _render_preview(request, application, form, CORRECTION_NEEDED)
    return _decide(
        request,
        application,
        lambda: applications.ask_correction(
            application_id=application.pk,
            reasons=form.cleaned_data["reasons"],
            words=form.cleaned_data["words"],
            template=filled_replies.version_of(form.cleaned_data["template"], ReplyKind.CORRECTION),
            actor=actor_of(request),
        ),
        _("%(name)s was asked for a correction.") % {"name": application.name},
    )


@access.staff(Role.CLERK)
@require_POST
def reject(request: HttpRequest, code: str) -> HttpResponse:
    """Rejects the application, after the clerk confirmed the preview of the message."""
    application = membership.application_for_staff(code, actor_of(request))
    form = RejectionForm(request.POST)
    if "fill" in request.POST:
        return _insert_template(request, application, RejectionForm, ReplyKind.REJECTION)
    if not form.is_valid() or "change" in request.POST:
        return _render_form_again(request, application, rejection=form)
    if "confirmed" not in request.POST:
        return _render_preview(request, application, form, REJECTED)
    return _decide(
        request,
        application,
        lambda: applications.reject(
            application_id=application.pk,
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
            template=filled_replies.version_of(form.cleaned_data["template"], ReplyKind.REJECTION),
            actor=actor_of(request),
        ),
        _("The application of %(name)s is rejected.") % {"name": application.name},
    )


def _decide(
    request: HttpRequest,
    application: Application,
    decision: Callable[[], object],
    done: str,
    then: Callable[[HttpRequest, Application], HttpResponse] = to_next,
) -> HttpResponse:
    """Runs the decision and continues with `then`.

    Where a colleague decided first or a rule refuses, returns to the application with a message.
    """
    try:
        decision()
    except IllegalTransition:
        messages.info(
            request, _("A colleague was first, so nothing you entered was sent. See below.")
        )
        return _to_case(request, application)
    except DomainError as error:
        messages.error(request, sentences.of(error))
        return _to_case(request, application)
    messages.success(request, done)
    return then(request, application)


def _after_approval(request: HttpRequest, application: Application) -> HttpResponse:
    """Redirects to the next application, or to the receipt of a person at the counter."""
    if application.origin == Origin.COUNTER:
        return redirect("desk:counter_done", code=application.code)
    return to_next(request, application)


def _to_case(request: HttpRequest, application: Application) -> HttpResponse:
    trail = Filters.read(request.GET).trail
    return redirect(reverse("desk:case", args=[application.code]) + trail)


def _render_form_again(
    request: HttpRequest, application: Application, **forms: DecisionForm
) -> HttpResponse:
    """Shows the application again with the submitted form; status 422 where it has errors.

    Renews the clerk's lease of the application, without which the page has no form.
    """
    applications.take_lease(application_id=application.pk, actor=actor_of(request))
    application = membership.application_for_staff(application.code, actor_of(request))
    filters = Filters.read(request.GET)
    context = context_of(application, actor_of(request), filters, **forms)  # type: ignore[arg-type]
    context["open"] = next(iter(forms))
    wrong = any(form.errors for form in forms.values())
    return render(request, "desk/case.html", context, status=422 if wrong else 200)


def _insert_template(
    request: HttpRequest,
    application: Application,
    kind_of_form: type[DecisionForm],
    kind: ReplyKind,
) -> HttpResponse:
    """Shows the application with the form after inserting a reply template."""
    begun = filled_replies.insert_template(
        request.POST, filled_replies.for_application(application)[kind]
    )
    form = kind_of_form(initial=begun)
    form.fields["words"].widget.attrs["autofocus"] = True
    which = "correction" if kind is ReplyKind.CORRECTION else "rejection"
    return _render_form_again(request, application, **{which: form})


def _render_preview(
    request: HttpRequest,
    application: Application,
    form: DecisionForm,
    entry: MessageType[ApplicationFacts],
) -> HttpResponse:
    """Shows the message as the applicant will read it."""
    context = {
        "application": application,
        "form": form,
        "letter": preview_text(
            entry,
            application,
            reasons=form.chosen(form.cleaned_data),
            words=form.cleaned_data["words"],
        ),
        "rejects": entry is REJECTED,
        "trail": Filters.read(request.GET).trail,
    }
    return render(request, "desk/message.html", context)


def preview_text(
    entry: MessageType[ApplicationFacts],
    application: Application,
    *,
    reasons: list[str],
    words: str,
) -> MessageText:
    """Returns the message that the applicant would receive; sends nothing."""
    with translation.override(application.language):
        return entry.write(
            ApplicationFacts(
                library=library(),
                name=application.name,
                code=application.code,
                due_at=application.due_at,
                reasons=tuple(sorted(reasons)),
                words=words,
            )
        )
