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
from rontal.ui.registration.seen import Seen, seen_in
from rontal.verification.readings import READ
from rontal.web.registration.steps import NEXT

TAKEN_BY_CAMERA = (Slot.CARD, Slot.FACE)
"""Slots with an outline in the camera; a further document may have any shape."""


@dataclass(frozen=True)
class Places:
    """URL names; all except `page` take a slot."""

    page: str
    upload: str
    shown: str
    look: str
    camera: str

    def preview(self, draft: Draft, slot: Slot) -> str:
        """Returns the URL of a photo with a version parameter; "" without a photo."""
        file = photos_of(draft).get(slot)
        path = reverse(self.shown, args=[slot.value])
        return f"{path}?v={str(file.pk)[:8]}" if file else ""

    def take(self, slot: Slot, then: str = "") -> str:
        """Returns the URL of the camera page; "" for a slot without an outline."""
        if slot not in TAKEN_BY_CAMERA:
            return ""
        return reverse(self.camera, args=[slot.value]) + onward(then)

    def looked_at(self, slot: Slot, then: str = "") -> str:
        """Returns the URL of the text below a photo; "" for a slot that is not read."""
        return reverse(self.look, args=[slot.value]) + onward(then) if slot in READ else ""

    def said(self, found: Seen | None, then: str = "") -> str:
        """Returns the HTML of what was read from a photo; "" without a photo."""
        if found is None:
            return ""
        context = {"seen": found, "again": self.take(found.slot, then)}
        return render_to_string("web/registration/parts/look.html", context)

    def rows(
        self, draft: Draft, bounds: Iterable[BoundField], then: str = ""
    ) -> list[dict[str, Any]]:
        """Returns the template context of each photo."""
        seen = seen_in(draft)
        return [self._row(draft, bound, seen.get(Slot(bound.name)), then) for bound in bounds]

    def _row(
        self, draft: Draft, bound: BoundField, found: Seen | None, then: str
    ) -> dict[str, Any]:
        slot = Slot(bound.name)
        return {
            "field": bound,
            "slot": slot.value,
            "kind": "face" if slot is Slot.FACE else "card",
            "upload": reverse(self.upload, args=[slot.value]),
            "preview": self.preview(draft, slot),
            "camera": self.take(slot, then),
            "look_url": self.looked_at(slot, then),
            "look": self.said(found, then),
        }


def onward(then: str) -> str:
    """Returns the query string that preserves the next step."""
    query = QueryDict(mutable=True)
    query[NEXT] = then
    return f"?{query.urlencode()}" if then else ""


REGISTRATION = Places(
    page="registration_photos",
    upload="registration_photo",
    shown="registration_preview",
    look="registration_look",
    camera="registration_camera",
)
CORRECTION = Places(
    page="registration_correction",
    upload="registration_correction_photo",
    shown="registration_correction_preview",
    look="registration_correction_look",
    camera="registration_correction_camera",
)
