"""Page that takes a photo with an outline and hints, or uploads a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rontal.core.errors import DomainError, NotFound
from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import camera_page
from rontal.ui.registration.photos import takes_photos
from rontal.web.registration import cookie, limits, photo_uploads
from rontal.web.registration.photo_urls import (
    CAMERA_SLOTS,
    REGISTRATION,
    PhotoUrls,
    next_step_query,
)
from rontal.web.registration.views.photos import next_of


@public
@takes_photos
@camera_page
def camera(request: HttpRequest, slot: str) -> HttpResponse:
    """Takes one photo with the camera, or accepts a file."""
    draft = cookie.draft_of(request)
    if draft is None:
        return redirect("registration_start")
    if request.method == "POST":
        limits.spend_by_address(request, limits.PHOTO)
    response = camera_of(request, draft, slot, REGISTRATION)
    cookie.set_draft_cookie(response, draft)
    return response


def camera_of(request: HttpRequest, draft: Draft, slot: str, places: PhotoUrls) -> HttpResponse:
    """Shows the camera (GET) or stores a file and redirects (POST); raises NotFound."""
    if slot not in CAMERA_SLOTS:
        raise NotFound
    then = next_step_query(next_of(request))
    back, refusal = reverse(places.page) + then, ""
    if request.method == "POST":
        try:
            photo_uploads.attach(draft, Slot(slot), request.FILES.get("file"))
            return redirect(back)
        except DomainError as error:
            refusal = sentences.of(error)
    context = {
        "slot": slot,
        "back": back,
        "upload": reverse(places.upload, args=[slot]),
        "refusal": refusal,
    }
    return render(request, "ui/registration/camera.html", context)
