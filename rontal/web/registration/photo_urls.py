"""URLs for uploading, showing, reading and taking photos, for registration and for correction."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import photos_of
from rontal.ui.registration.photo_results import PhotoResult, photo_results_of
from rontal.verification.readings import READ
from rontal.web.registration.steps import NEXT

CAMERA_SLOTS = (Slot.CARD, Slot.FACE)
"""Slots with an outline in the camera; a further document may have any shape."""


@dataclass(frozen=True)
class PhotoUrls:
    """URL names; all except `page` take a slot."""

    page: str
    upload: str
    preview_name: str
    result_name: str
    camera: str

    def preview_path(self, draft: Draft, slot: Slot) -> str:
        """Returns the URL of a photo with a version parameter; "" without a photo."""
        file = photos_of(draft).get(slot)
        path = reverse(self.preview_name, args=[slot.value])
        return f"{path}?v={str(file.pk)[:8]}" if file else ""

    def camera_path(self, slot: Slot, then: str = "") -> str:
        """Returns the URL of the camera page; "" for a slot without an outline."""
        if slot not in CAMERA_SLOTS:
            return ""
        return reverse(self.camera, args=[slot.value]) + next_step_query(then)

    def result_path(self, slot: Slot, then: str = "") -> str:
        """Returns the URL of the text below a photo; "" for a slot that is not read."""
        return (
            reverse(self.result_name, args=[slot.value]) + next_step_query(then)
            if slot in READ
            else ""
        )

    def photo_result_html(self, result: PhotoResult | None, then: str = "") -> str:
        """Returns the HTML of what was read from a photo; "" without a photo."""
        if result is None:
            return ""
        context = {"seen": result, "again": self.camera_path(result.slot, then)}
        return render_to_string("web/registration/parts/look.html", context)

    def rows(
        self, draft: Draft, bounds: Iterable[BoundField], then: str = ""
    ) -> list[dict[str, Any]]:
        """Returns the template context of each photo."""
        results = photo_results_of(draft)
        return [self._row(draft, bound, results.get(Slot(bound.name)), then) for bound in bounds]

    def _row(
        self, draft: Draft, bound: BoundField, result: PhotoResult | None, then: str
    ) -> dict[str, Any]:
        slot = Slot(bound.name)
        return {
            "field": bound,
            "slot": slot.value,
            "kind": "face" if slot is Slot.FACE else "card",
            "upload": reverse(self.upload, args=[slot.value]),
            "preview": self.preview_path(draft, slot),
            "camera": self.camera_path(slot, then),
            "look_url": self.result_path(slot, then),
            "look": self.photo_result_html(result, then),
        }


def next_step_query(then: str) -> str:
    query = QueryDict(mutable=True)
    query[NEXT] = then
    return f"?{query.urlencode()}" if then else ""


REGISTRATION = PhotoUrls(
    page="registration_photos",
    upload="registration_photo",
    preview_name="registration_preview",
    result_name="registration_look",
    camera="registration_camera",
)
CORRECTION = PhotoUrls(
    page="registration_correction",
    upload="registration_correction_photo",
    preview_name="registration_correction_preview",
    result_name="registration_correction_look",
    camera="registration_correction_camera",
)
