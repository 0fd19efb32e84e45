"""Photos of registration, uploaded one by one with JavaScript and together without."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rontal.core.errors import DomainError, NotFound
from rontal.membership.models import Draft
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import Slot
from rontal.membership.rules.validation import missing_photos
from rontal.membership.selectors import draft_values, today
from rontal.membership.selectors.drafts import photos_of
from rontal.standard.selectors import library
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.ui.registration.photo_results import photo_results_of
from rontal.ui.registration.photos import preview_response, takes_photos
from rontal.web.registration import cookie, limits, photo_uploads
from rontal.web.registration.forms.photos import PhotosForm
from rontal.web.registration.photo_urls import REGISTRATION
from rontal.web.registration.steps import NEXT, Step, after, step_links
from rontal.web.registration.views.start import draft_for_post


@public
@takes_photos
@private
def photos(request: HttpRequest) -> HttpResponse:
    """Shows the photos (GET); stores those submitted and continues when all exist (POST)."""
    if request.method == "POST":
        return _store_photos(request)
    draft = cookie.draft_of(request)
    if draft is None:
        return redirect("registration_start")
    return _render_photos(request, draft, photos_form(draft))


@public
@takes_photos
@private
@require_POST
def photo(request: HttpRequest, slot: str) -> HttpResponse:
    """Stores one photo; returns JSON with its preview or an error message."""
    draft = cookie.draft_of(request)
    try:
        if draft is None or slot not in list(Slot):
            raise NotFound
        limits.spend_by_address(request, limits.PHOTO)
        draft = photo_uploads.attach(draft, Slot(slot), request.FILES.get("file"))
    except DomainError as error:
        status = STATUS.get(error.code, 422)
        return with_wait(JsonResponse({"error": sentences.of(error)}, status=status), error)
    response = JsonResponse(
        photo_uploads.stored_photo_response(draft, Slot(slot), REGISTRATION, next_of(request))
    )
    cookie.set_draft_cookie(response, draft)
    return response


@public
@private
def preview(request: HttpRequest, slot: str) -> HttpResponse:
    """Returns a photo of the draft to the browser that has the draft's cookie."""
    draft = cookie.draft_of(request)
    if draft is None or slot not in list(Slot):
        raise NotFound
    return preview_response(
        photos_of(draft).get(Slot(slot)), actor=actor_of(request), reason="own_draft"
    )


@public
@private
def look(request: HttpRequest, slot: str) -> HttpResponse:
    """Returns the HTML below a photo: reading progress, what was read, hints."""
    draft = cookie.draft_of(request)
    if draft is None or slot not in list(Slot):
        raise NotFound
    return HttpResponse(
        REGISTRATION.photo_result_html(photo_results_of(draft).get(Slot(slot)), next_of(request))
    )


def photos_form(draft: Draft) -> PhotosForm:
    """Returns the form with the slots of this draft; which are optional depends on age."""
    application = forms.read(draft_values(draft))
    have = photos_of(draft)
    needed = missing_photos(application, (), today=today(), library=library())
    slots = [slot for slot in Slot if slot in have or slot in needed or slot is not Slot.EXTRA]
    optional = [slot for slot in slots if slot.value not in needed]
    return PhotosForm(tuple(slots), optional=tuple(optional))


def next_of(request: HttpRequest) -> str:
    """Returns the step after the photos from the query parameter, or ""."""
    return request.GET.get(NEXT, "")


def _store_photos(request: HttpRequest) -> HttpResponse:
    draft = draft_for_post(request)
    form = photos_form(draft)
    limits.spend_by_address(request, limits.PHOTO)
    draft = photo_uploads.attach_all(draft, form, request)
    missing = missing_photos(
        forms.read(draft_values(draft)), photos_of(draft), today=today(), library=library()
    )
    if "without_face" in request.POST:
        missing.pop(Slot.FACE.value, None)
    for slot, code in missing.items():
        form.miss(Slot(slot), code)
    response = (
        _render_photos(request, draft, form)
        if form.errors
        else redirect(after(request, Step.PHOTOS))
    )
    cookie.set_draft_cookie(response, draft)
    return response


def _render_photos(request: HttpRequest, draft: Draft, form: PhotosForm) -> HttpResponse:
    then = next_of(request)
    rows = REGISTRATION.rows(draft, form, then)
    context = {"form": form, "rows": rows, "steps": step_links(), "step": Step.PHOTOS}
    return render(request, "web/registration/photos.html", context)
