"""Queries about drafts."""

import uuid
from collections.abc import Mapping

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.models import Event, SealedFile
from rontal.membership import events
from rontal.membership.models import Application, Draft
from rontal.membership.rules import counter, vouching
from rontal.membership.rules import form as forms
from rontal.membership.rules.counter import noted
from rontal.membership.rules.kinds import Slot
from rontal.membership.rules.validation import missing_photos, validate, validate_at_counter
from rontal.membership.selectors.dates import today
from rontal.standard.selectors import library

COLUMNS = {
    Slot.CARD: "card_photo",
    Slot.FACE: "face_photo",
    Slot.EXTRA: "extra_document",
}


def draft(draft_id: uuid.UUID | str) -> Draft:
    """Returns the draft; raises NotFound when it does not exist or has expired.

    The id is the only credential; web interfaces store it in a signed cookie.
    """
    try:
        row = Draft.objects.filter(pk=uuid.UUID(str(draft_id)), expires_at__gt=clock.now()).first()
    except ValueError:
        raise NotFound from None
    if row is None:
        raise NotFound
    return row


def counter_draft(draft_id: uuid.UUID, actor: Actor) -> Draft:
    """Returns the draft that this clerk fills in at the counter; raises NotFound."""
    row = draft(draft_id)
    if not actor.is_staff or row.staff_id is None or row.staff_id != actor.id:
        raise NotFound
    return row


def begun_at_counter(actor: Actor) -> list[Draft]:
    """Returns the drafts that this clerk has not submitted, the last changed first, at most 20. One
    query.
    """
    rows = Draft.objects.filter(staff_id=actor.id, expires_at__gt=clock.now())
    return list(rows.only("pk", "created_at", "updated_at").order_by("-updated_at")[:20])


def draft_values(draft: Draft) -> dict[str, str]:
    """Returns the typed values by field."""
    values: dict[str, str] = draft.data.reveal()
    return values


def vouched_values(values: Mapping[str, str]) -> dict[str, str]:
    """Returns those values of a form for which an identity provider vouches."""
    vouched = vouching.read(values)
    fixed = (*vouching.KEYS, *vouched.fields) if vouched else ()
    return {name: values[name] for name in fixed if name in values}


def photos_of(draft: Draft) -> dict[Slot, SealedFile]:
    photos = {slot: getattr(draft, column) for slot, column in COLUMNS.items()}
    return {slot: photo for slot, photo in photos.items() if photo is not None}


def draft_faults(draft: Draft) -> dict[str, str]:
    """Returns errors that prevent submitting a draft, as field or photo slot → code."""
    form = forms.read(draft_values(draft))
    day, profile = today(), library()
    faults = validate(form, today=day, library=profile)
    return faults | missing_photos(form, photos_of(draft), today=day, library=profile)


def counter_faults(draft: Draft) -> dict[str, str]:
    """Returns errors as `draft_faults` does, for a draft of the counter: photos are optional when
    the clerk has seen the original card, and a signed paper replaces consent on the screen.
    """
    values = draft_values(draft)
    form, visit = forms.read(values), noted(values)
    day, profile = today(), library()
    photos = missing_photos(form, photos_of(draft), today=day, library=profile)
    document = {name: code for name, code in photos.items() if name == Slot.EXTRA}
    faults = validate_at_counter(form, today=day, library=profile) | document
    child = forms.is_child(form, day)
    missing = bool(photos.keys() - document.keys())
    return faults | counter.faults(visit, today=day, child=child, photos_missing=missing)


def stored_photo_ids(application: Application) -> list[uuid.UUID]:
    """Returns the ids of the photos of an application that are stored."""
    ids = (getattr(application, f"{column}_id") for column in COLUMNS.values())
    return [pk for pk in ids if pk is not None]


def photo_ids(application: Application) -> list[uuid.UUID]:
    """Returns the ids of the photos of an application, the erased ones too. One query at most."""
    if application.erased_at is None:
        return stored_photo_ids(application)
    erased = Event.objects.filter(
        name=events.ERASED,
        subject_type=Application._meta.label_lower,
        subject_id=str(application.pk),
    )
    named = ",".join(str(one.data.get("photos", "")) for one in erased)
    former = [uuid.UUID(part) for part in named.split(",") if part]
    return [*stored_photo_ids(application), *former]
