"""Photos of a correction, handled as in registration."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from rontal.core.errors import DomainError, NotFound
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import photos_of
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import camera_page, private, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.ui.registration.photo_results import photo_results_of
from rontal.ui.registration.photos import preview_response, takes_photos
from rontal.web.registration import photo_uploads
from rontal.web.registration.photo_urls import CORRECTION
from rontal.web.registration.views.camera import camera_of
from rontal.web.registration.views.correction import draft_of


@signed_in
@takes_photos
@private
@require_POST
def correction_photo(request: HttpRequest, slot: str) -> HttpResponse:
    """Replaces one photo; returns JSON with its preview or an error message."""
    try:
        if slot not in list(Slot):
            raise NotFound
        draft = photo_uploads.attach(draft_of(request), Slot(slot), request.FILES.get("file"))
    except DomainError as error:
        status = STATUS.get(error.code, 422)
        return with_wait(JsonResponse({"error": sentences.of(error)}, status=status), error)
    return JsonResponse(photo_uploads.stored_photo_response(draft, Slot(slot), CORRECTION))


@signed_in
@private
def correction_preview(request: HttpRequest, slot: str) -> HttpResponse:
    if slot not in list(Slot):
        raise NotFound
    file = photos_of(draft_of(request)).get(Slot(slot))
    return preview_response(file, actor=actor_of(request), reason="own_correction")


@signed_in
@private
def correction_look(request: HttpRequest, slot: str) -> HttpResponse:
    """Returns the HTML below a photo of the person's correction."""
    if slot not in list(Slot):
        raise NotFound
    return HttpResponse(
        CORRECTION.photo_result_html(photo_results_of(draft_of(request)).get(Slot(slot)))
    )


@signed_in
@takes_photos
@camera_page
def correction_camera(request: HttpRequest, slot: str) -> HttpResponse:
    """Takes one photo of a correction with the camera, or accepts a file."""
    return camera_of(request, draft_of(request), slot, CORRECTION)
