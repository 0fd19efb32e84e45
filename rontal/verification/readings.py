"""Processing of one photo by the machine, and storage of the result."""

import time
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from idcard.faces.model import SelfieFaces
from idcard.geometry import Quad
from idcard.photo_facts import PhotoFacts, faults
from idcard.reading.model import CardReading
from rontal.core.fields import Sealed, SealedJSONField
from rontal.core.models import SealedFile
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Slot
from rontal.membership.states import FINAL
from rontal.verification.errors import FailureReason, MachineUnable
from rontal.verification.hints import hints
from rontal.verification.models import PhotoReading

if TYPE_CHECKING:
    from rontal.verification.machine.protocols import Machine

READ = (Slot.CARD, Slot.FACE)
"""Slots that are read; an extra document has no values to compare, but would take as long."""


def process(file: SealedFile, slot: Slot, content: bytes, machine: "Machine") -> PhotoReading:
    """Returns the machine's result for a photo, or why it failed; stores nothing.

    Raises MachineUnable where the machine did not start, so that another try may succeed.
    """
    started = time.monotonic()
    facts, result, unable = None, None, ""
    try:
        facts = machine.photo_facts(content)
        result = _process_photo(machine, slot, content, facts)
    except MachineUnable as error:
        if not error.about_photo:
            raise
        unable = error.why or FailureReason.FAILED
    return PhotoReading(
        file=file,
        slot=slot,
        found=_sealed(result) if result else None,
        hints=hints(slot, _faults(slot, facts), result.signs if result else ()),
        unable=unable,
        milliseconds=round((time.monotonic() - started) * 1000),
    )


def is_needed(file_id: uuid.UUID) -> bool:
    """Returns False where the application of a photo is already decided or ended."""
    return not Application.objects.filter(_shows(file_id), state__in=sorted(FINAL)).exists()


@transaction.atomic
def store(reading: PhotoReading) -> None:
    """Stores a reading, unless the photo was deleted or its application decided in the meantime.

    Takes the same locks as a decision and a deletion, in the same order, so that either they find
    the reading and delete it, or this function sees them.
    """
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    owner = rows.filter(_shows(reading.file_id)).only("state").first()
    files = SealedFile.objects.select_for_update(no_key=True)
    file = files.filter(pk=reading.file_id, erased_at=None).first()
    if file is not None and (owner is None or owner.state not in FINAL):
        PhotoReading.objects.bulk_create([reading], ignore_conflicts=True)


@transaction.atomic
def store_face(file: SealedFile, face: Quad) -> None:
    """Adds the place of the card's face to its stored reading, if any, for the staff desk."""
    rows = PhotoReading.objects.select_for_update(no_key=True)
    reading = rows.filter(file=file).first()
    if reading is None or reading.found is None:
        return
    data = reading.found.reveal()
    if data.get("face") != face.to_json():
        reading.found = _column().seal(data | {"face": face.to_json()})
        reading.save(update_fields=["found"])


@transaction.atomic
def delete_face(file: SealedFile) -> None:
    """Removes the place of the card's face from its reading."""
    rows = PhotoReading.objects.select_for_update(no_key=True)
    reading = rows.filter(file=file).first()
    if reading is None or reading.found is None:
        return
    data = reading.found.reveal()
    if data.pop("face", None) is not None:
        reading.found = _column().seal(data)
        reading.save(update_fields=["found"])


def _shows(file_id: uuid.UUID) -> Q:
    return Q(card_photo=file_id) | Q(face_photo=file_id)


def _process_photo(
    machine: "Machine", slot: Slot, content: bytes, facts: PhotoFacts
) -> CardReading | SelfieFaces:
    """Returns the machine's result with the photo's size, as places are shares of it."""
    result: CardReading | SelfieFaces
    result = machine.check_selfie(content) if slot is Slot.FACE else machine.read_card(content)
    sizes = {"photo_width": float(facts.width), "photo_height": float(facts.height)}
    return replace(result, figures={**result.figures, **sizes})


def _sealed(result: CardReading | SelfieFaces) -> Sealed:
    return _column().seal(result.to_json())


def _column() -> SealedJSONField:
    column = PhotoReading._meta.get_field("found")
    assert isinstance(column, SealedJSONField)
    return column


def _faults(slot: Slot, facts: PhotoFacts | None) -> list[str]:
    from rontal.verification.checks.photos import LIMITS  # checks import this module

    return faults(facts.measures, LIMITS[slot]) if facts else []
