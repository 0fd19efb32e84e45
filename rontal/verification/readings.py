"""Looking at one photo by machine, and keeping what was seen."""

import time

from django.db import transaction
from django.db.models import Q

from rontal.kernel.fields import Sealed, SealedJSONField
from rontal.kernel.models import SealedFile
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Slot
from rontal.membership.states import FINAL
from rontal.verification import quality
from rontal.verification.decoding import decode
from rontal.verification.errors import MachineUnable, PhotoUnreadable, Why
from rontal.verification.faces.model import FaceLook
from rontal.verification.hints import hints
from rontal.verification.machine.protocols import Machine
from rontal.verification.models import PhotoReading
from rontal.verification.reading.model import CardReading

READ = (Slot.CARD, Slot.FACE)
"""An extra document may be anything, from a letter of the village to a rent contract: its reading
would compare with nothing, and cost as much as a card's."""


def look(file: SealedFile, slot: Slot, content: bytes, machine: Machine) -> PhotoReading:
    """What the machine sees in a photo, or why it does not; nothing is kept yet."""
    started = time.monotonic()
    found, unable = None, ""
    try:
        found = _ask(machine, slot, content)
    except MachineUnable as error:
        unable = error.why or Why.FAILED
    return PhotoReading(
        file=file,
        slot=slot,
        found=_sealed(found) if found else None,
        hints=hints(slot, _faults(slot, content), found.signs if found else ()),
        unable=unable,
        milliseconds=round((time.monotonic() - started) * 1000),
    )


@transaction.atomic
def keep(reading: PhotoReading) -> None:
    """Keeps a reading, unless the photo was erased or its application decided in the meantime.

    Takes the locks that a decision and an erasure take, in their order, so that either these see
    the reading and remove it, or this sees them.
    """
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    photo = Q(card_photo=reading.file_id) | Q(face_photo=reading.file_id)
    owner = rows.filter(photo).only("state").first()
    files = SealedFile.objects.select_for_update(no_key=True)
    kept = files.filter(pk=reading.file_id, erased_at=None).first()
    if kept is not None and (owner is None or owner.state not in FINAL):
        PhotoReading.objects.bulk_create([reading], ignore_conflicts=True)


def _ask(machine: Machine, slot: Slot, content: bytes) -> CardReading | FaceLook:
    if slot is Slot.FACE:
        return machine.look_at_face(content)
    return machine.read_card(content)


def _sealed(found: CardReading | FaceLook) -> Sealed:
    column = PhotoReading._meta.get_field("found")
    assert isinstance(column, SealedJSONField)
    return column.seal(found.to_json())


def _faults(slot: Slot, content: bytes) -> list[str]:
    from rontal.verification.checks.photos import LIMITS  # checks stand above

    try:
        return quality.faults(quality.measure(decode(content)), LIMITS[slot])
    except PhotoUnreadable:
        return []
