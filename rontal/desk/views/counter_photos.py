"""Photos at the counter: taken by camera or uploaded, encrypted at once, read by OCR."""

from uuid import UUID

from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import Role
from rontal.core.errors import DomainError, NotFound
from rontal.desk.events import COUNTER
from rontal.membership import services as applications
from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors import counter_draft
from rontal.membership.selectors.drafts import photos_of
from rontal.ui import access, sentences
from rontal.ui.headers import camera_page, private, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.ui.reauthentication import needs_photo_proof
from rontal.ui.registration.photo_results import PhotoResult, photo_results_of
from rontal.ui.registration.photos import preview_response, received, takes_photos

SLOTS = (Slot.CARD, Slot.FACE)


@access.staff(Role.CLERK)
@takes_photos
@private
@require_POST
def photo(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Stores one photo; returns JSON with its preview path, or with an error message."""
    try:
        draft = attach(request, counter_draft(pk, actor_of(request)), place_of(slot), "file")
    except DomainError as error:
        status = STATUS.get(error.code, 422)
        return with_wait(JsonResponse({"error": sentences.of(error)}, status=status), error)
    place = Slot(slot)
    result_html = photo_result_html(draft, photo_results_of(draft).get(place))
    return JsonResponse({"preview": preview_path(draft, place), "look": result_html})


@access.staff(Role.CLERK)
@private
@needs_photo_proof
@require_safe
def preview(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Returns a photo of the draft to its clerk; the access is logged."""
    draft = counter_draft(pk, actor_of(request))
    file = photos_of(draft).get(place_of(slot))
    return preview_response(file, actor=actor_of(request), reason=COUNTER)


@access.staff(Role.CLERK)
@private
@require_safe
def look(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Returns the HTML below a photo: what was read, or what is wrong with it."""
    draft = counter_draft(pk, actor_of(request))
    return HttpResponse(photo_result_html(draft, photo_results_of(draft).get(place_of(slot))))


@access.staff(Role.CLERK)
@takes_photos
@camera_page
@needs_photo_proof
def camera(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Page that takes a photo with the computer's camera, or uploads a file without one."""
    draft, place = counter_draft(pk, actor_of(request)), place_of(slot)
    back, refusal = reverse("desk:counter_form", args=[pk]), ""
    if request.method == "POST":
        try:
            attach(request, draft, place, "file")
            return redirect(back)
        except DomainError as error:
            refusal = sentences.of(error)
    upload = reverse("desk:counter_photo", args=[pk, slot])
    context = {"slot": slot, "back": back, "upload": upload, "refusal": refusal}
    context["base"] = "ui/desk_base.html"
    return render(request, "ui/registration/camera.html", context)


def attach(request: HttpRequest, draft: Draft, slot: Slot, name: str) -> Draft:
    """Stores an uploaded file in the draft; raises what `attach_photo` raises."""
    content = received(request.FILES.get(name))
    actor = actor_of(request)
    return applications.attach_photo(
        draft_id=draft.pk, slot=slot.value, content=content, actor=actor
    )


def place_of(slot: str) -> Slot:
    """Returns the slot of a photo; raises NotFound."""
    if slot not in SLOTS:
        raise NotFound
    return Slot(slot)


def row(draft: Draft, bound: BoundField, results: dict[Slot, PhotoResult]) -> dict[str, object]:
    """Returns the template context of one photo."""
    slot = Slot(bound.name)
    return {
        "field": bound,
        "kind": slot.value,
        "upload": reverse("desk:counter_photo", args=[draft.pk, slot.value]),
        "preview": preview_path(draft, slot),
        "camera": reverse("desk:counter_camera", args=[draft.pk, slot.value]),
        "look_url": reverse("desk:counter_look", args=[draft.pk, slot.value]),
        "look": photo_result_html(draft, results.get(slot)),
    }


def preview_path(draft: Draft, slot: Slot) -> str:
    """Returns the URL of a photo with a version parameter; "" without a photo."""
    file = photos_of(draft).get(slot)
    path = reverse("desk:counter_preview", args=[draft.pk, slot.value])
    return f"{path}?v={str(file.pk)[:8]}" if file else ""


def photo_result_html(draft: Draft, result: PhotoResult | None) -> str:
    """Returns the HTML of what was read from a photo; "" without a photo."""
    if result is None:
        return ""
    return render_to_string("desk/counter/look.html", {"seen": result, "draft": draft})
