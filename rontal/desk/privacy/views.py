"""Pages of the register of processing and of the impact assessment."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rontal.accounts.roles import PRIVACY_OFFICERS
from rontal.accounts.selectors import names_of
from rontal.core.errors import DomainError
from rontal.desk.privacy import document
from rontal.desk.privacy.assessment import (
    AssessmentForm,
    assessment_sections,
    risk_lines,
    risky_activities,
    settings_in_force,
)
from rontal.desk.privacy.processing import register_document, register_rows, register_sections
from rontal.privacy.models import ImpactAssessment
from rontal.privacy.selectors import newest_assessment
from rontal.privacy.services import save_assessment
from rontal.ui import access, documents, sentences
from rontal.ui.middleware import actor_of


@access.staff(*PRIVACY_OFFICERS)
@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Shows the register of processing."""
    return render(request, "desk/privacy/register.html", {"rows": register_rows()})


@access.staff(*PRIVACY_OFFICERS)
@require_safe
def register_pdf(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Returns the register as PDF."""
    sections = register_sections(register_rows())
    content = document.pdf(_("Register of processing of personal data"), [], sections)
    return documents.as_answer(content, "daftar-pemrosesan")


@access.staff(*PRIVACY_OFFICERS)
@require_safe
def register_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Returns the register as JSON."""
    shape = {"ensure_ascii": False, "indent": 2}
    answer = JsonResponse(register_document(), json_dumps_params=shape)
    answer.headers["Content-Disposition"] = 'attachment; filename="daftar-pemrosesan.json"'
    return answer


@access.staff(*PRIVACY_OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_page(request: HttpRequest) -> HttpResponse:
    """Shows the impact assessment with the library's answers (GET) or saves them (POST)."""
    saved = newest_assessment()
    if request.method != "POST":
        form = AssessmentForm.of(saved.answers if saved else {}, saved.number if saved else 0)
        return _render_assessment(request, saved, form)
    form = AssessmentForm(request.POST)
    if not form.is_valid():
        return _render_assessment(request, saved, form, status=422)
    try:
        number = form.cleaned_data["number"] or 0
        save_assessment(answers=form.answers(), number=number, actor=actor_of(request))
    except DomainError as error:
        return _render_assessment(request, saved, form, status=409, refusal=sentences.of(error))
    messages.success(request, _("Assessment saved."))
    return redirect("desk:assessment")


@access.staff(*PRIVACY_OFFICERS)
@require_safe
def assessment_pdf(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Returns the impact assessment as PDF."""
    saved = newest_assessment()
    in_force = ", ".join(f"{label}: {value}" for label, value in settings_in_force())
    notes = [_("Settings in force: %(settings)s.") % {"settings": in_force}]
    sections = assessment_sections(saved.answers if saved else {})
    content = document.pdf(_("Data protection impact assessment"), notes, sections)
    return documents.as_answer(content, "penilaian-dampak")


def _render_assessment(
    request: HttpRequest,
    saved: ImpactAssessment | None,
    form: AssessmentForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    answers = saved.answers if saved else {}
    context = {
        "form": form,
        "saved": saved,
        "saved_by": names_of({saved.saved_by}).get(saved.saved_by, "") if saved else "",
        "risks": risk_lines(answers, form),
        "questions": [one for one in form if one.name.startswith("question_")],
        "settings": settings_in_force(),
        "specific": risky_activities(),
    } | context
    return render(request, "desk/privacy/assessment.html", context, status=status)
