"""Uploading photos into a draft and showing them to its owner."""

from django.http import HttpRequest

from rontal.core.errors import DomainError
from rontal.core.limits import spend
from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.membership.services import attach_photo, remove_photo
from rontal.ui.registration.photo_results import photo_results_of
from rontal.ui.registration.photos import received
from rontal.web.registration import limits
from rontal.web.registration.forms.photos import PhotosForm
from rontal.web.registration.photo_urls import PhotoUrls


def attach(draft: Draft, slot: Slot, file: object) -> Draft:
    """Stores an uploaded file in the draft.

    Raises TooMany, the PhotoRefused family, StorageFull, StorageAway, NotFound.
    """
    spend(limits.PHOTO_OF_DRAFT, str(draft.pk))
    return attach_photo(draft_id=draft.pk, slot=slot.value, content=received(file))


def attach_all(draft: Draft, form: PhotosForm, request: HttpRequest) -> Draft:
    """Stores and removes the photos of a form sent without JavaScript.

    A refused photo becomes an error of its field.
    """
    for slot in (Slot(name) for name in form.fields):
        if request.POST.get("remove") == slot.value:
            draft = remove_photo(draft_id=draft.pk, slot=slot.value)
        if slot.value in request.FILES:
            try:
                draft = attach(draft, slot, request.FILES[slot.value])
            except DomainError as error:
                form.refuse(slot, error)
    return draft


def stored_photo_response(
    draft: Draft, slot: Slot, places: PhotoUrls, then: str = ""
) -> dict[str, str]:
    """Returns JSON data on a stored photo: the URL of its preview, and the HTML below it."""
    result_html = places.photo_result_html(photo_results_of(draft).get(slot), then)
    return {"preview": places.preview_path(draft, slot), "look": result_html}
