"""Form of a correction: the complete form, prefilled, requested fields first."""

from typing import Any

from rontal.membership.rules.kinds import CorrectionReason, Slot
from rontal.ui.registration.base import Values
from rontal.ui.registration.contact_step import GUARDIAN, ContactForm
from rontal.ui.registration.identity_step import IdentityForm

_R = CorrectionReason
# Reason → its fields and photos, which are shown first; the others are collapsed.
ABOUT: dict[str, tuple[str, ...]] = {
    _R.PHOTO_CARD_UNREADABLE: ("card",),
    _R.PHOTO_FACE_UNCLEAR: ("face",),
    _R.NAME_DIFFERS: ("name",),
    _R.NUMBER_DIFFERS: ("number",),
    _R.BIRTH_DIFFERS: ("birth_place", "birth_date"),
    _R.SEX_DIFFERS: ("sex",),
    _R.ADDRESS_INCOMPLETE: ("province", "regency", "district", "village", "street"),
    _R.DOCUMENT_EXPIRED: ("card",),
    _R.WRONG_DOCUMENT: ("identity_kind", "number", "card"),
    _R.GUARDIAN_MISSING: GUARDIAN,
}


class CorrectionForm(ContactForm, IdentityForm):
    """Personal and contact data without the e-mail address, which activation has confirmed."""

    def __init__(self, values: Values, data: Any = None) -> None:
        super().__init__(values, data)
        del self.fields["email"]
        self.order_fields([*IdentityForm.base_fields, *ContactForm.base_fields])


# Parts of the page in display order, with their fields.
PARTS: dict[str, tuple[str, ...]] = {
    "identity": ("identity_kind", "number"),
    "name": ("name",),
    "birth": ("birth_place", "birth_date"),
    "sex": ("sex",),
    "phone": ("phone",),
    "address": ("province", "regency", "district", "village", "street"),
    "guardian": GUARDIAN,
}


def requested_parts(reasons: list[str]) -> set[str]:
    """Returns the fields and slots that the reasons are about; all where no reason names any."""
    names = {name for reason in reasons for name in ABOUT.get(reason, ())}
    return names or {slot.value for slot in Slot} | set(CorrectionForm.base_fields)


def parts_of(form: CorrectionForm, requested: set[str]) -> tuple[list[str], list[str]]:
    """Returns the templates of requested or invalid parts, and those of the other parts."""
    first: list[str] = []
    rest: list[str] = []
    for name, fields in PARTS.items():
        there = [field for field in fields if field in form.fields]
        comes_first = any(field in requested or field in form.errors for field in there)
        if there:
            (first if comes_first else rest).append(f"web/registration/parts/{name}.html")
    return first, rest
