"""Correcting an application and sending it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.core.errors import DomainError, Invalid
from rontal.membership.models import Application, Draft
from rontal.membership.selectors import application_for_person, draft_values
from rontal.membership.services import correct, save_draft, start_correction
from rontal.membership.states import ApplicationState
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.registration.photos import takes_photos
from rontal.web.registration import limits, photo_uploads
from rontal.web.registration.forms.correction import CorrectionForm, parts_of, requested_parts
from rontal.web.registration.forms.photos import PhotosForm
from rontal.web.registration.photo_urls import CORRECTION
from rontal.web.registration.progress import progress_of
from rontal.web.registration.views.photos import photos_form


@signed_in
@takes_photos
@private
def correction(request: HttpRequest) -> HttpResponse:
    """Shows the form with the requested corrections (GET) or saves and sends it (POST)."""
    application = application_for_person(request.user.pk)
    if application.state != ApplicationState.NEEDS_CORRECTION:
        return redirect("registration_status")
    draft = start_correction(application_id=application.pk, actor=actor_of(request))
    if request.method != "POST":
        return _render_correction(request, application, draft, CorrectionForm(draft_values(draft)))
    return _send(request, application, draft)


@signed_in
@private
@require_POST
def correction_autosave(request: HttpRequest) -> HttpResponse:
    """Saves what has been typed; 204, or 422 where no correction is requested."""
    limits.spend_by_address(request, limits.SAVE)
    try:
        draft = draft_of(request)
        form = CorrectionForm(draft_values(draft), request.POST)
        save_draft(draft_id=draft.pk, changes=form.typed())
    except DomainError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


def draft_of(request: HttpRequest) -> Draft:
    """Returns the draft of the person's correction; raises NotFound, IllegalTransition."""
    application = application_for_person(request.user.pk)
    return start_correction(application_id=application.pk, actor=actor_of(request))


def _send(request: HttpRequest, application: Application, draft: Draft) -> HttpResponse:
    form = CorrectionForm(draft_values(draft), request.POST)
    save_draft(draft_id=draft.pk, changes=form.typed())
    if "regions" in request.POST and form.region_changed():
        return redirect(f"{request.get_full_path()}#id_regency")
    pictured = photos_form(draft)
    draft = photo_uploads.attach_all(draft, pictured, request)
    if not form.is_valid() or pictured.errors:
        return _render_correction(request, application, draft, form, pictured)
    try:
        correct(application_id=application.pk, actor=actor_of(request))
    except DomainError as error:
        wrong = error.fields.values() if isinstance(error, Invalid) else [error.code]
        for code in wrong:
            form.add_error(None, sentences.of_code(code))
        return _render_correction(request, application, draft, form, pictured)
    messages.success(request, _("Your correction has been sent. We will continue checking."))
    return redirect("registration_status")


def _render_correction(
    request: HttpRequest,
    application: Application,
    draft: Draft,
    form: CorrectionForm,
    pictured: PhotosForm | None = None,
) -> HttpResponse:
    photo_form = pictured or photos_form(draft)
    requested = requested_parts(application.decision_reasons)
    rows = [
        row | {"asked": row["slot"] in requested or row["slot"] in photo_form.errors}
        for row in CORRECTION.rows(draft, photo_form)
    ]
    first, rest = parts_of(form, requested)
    context = {
        "application": application,
        "progress": progress_of(application),
        "form": form,
        "rows": rows,
        "first": first,
        "rest": rest,
        "child": form.child,
    }
    return render(request, "web/registration/correction.html", context)
