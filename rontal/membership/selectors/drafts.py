"""Questions about drafts."""

import uuid

from rontal.kernel import clock
from rontal.kernel.errors import NotFound
from rontal.kernel.models import SealedFile
from rontal.membership.models import Draft
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import Slot
from rontal.membership.rules.validation import missing_photos, validate
from rontal.membership.selectors.dates import today
from rontal.standard.selectors import library

COLUMNS = {
    Slot.CARD: "card_photo",
    Slot.FACE: "face_photo",
    Slot.EXTRA: "extra_document",
}


def draft(draft_id: uuid.UUID | str) -> Draft:
    """The draft; raises NotFound where there is none or it has expired.

    Whoever holds the id holds the draft: doors keep it in a signed cookie.
    """
    try:
        found = Draft.objects.filter(
            pk=uuid.UUID(str(draft_id)), expires_at__gt=clock.now()
        ).first()
    except ValueError:
        raise NotFound from None
    if found is None:
        raise NotFound
    return found


def draft_values(draft: Draft) -> dict[str, str]:
    """What has been typed so far, by field."""
    values: dict[str, str] = draft.data.reveal()
    return values


def photos_of(draft: Draft) -> dict[Slot, SealedFile]:
    """The photos that are there, by slot."""
    found = {slot: getattr(draft, column) for slot, column in COLUMNS.items()}
    return {slot: photo for slot, photo in found.items() if photo is not None}


def draft_faults(draft: Draft) -> dict[str, str]:
    """Field or photo slot → code of what keeps a draft from being sent, or nothing."""
    form = forms.read(draft_values(draft))
    day, profile = today(), library()
    found = validate(form, today=day, library=profile)
    return found | missing_photos(form, photos_of(draft), today=day, library=profile)
