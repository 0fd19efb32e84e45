"""Input of the checks: form, date, and photos that are opened on demand.

Photos are decoded by the machine only: its child process is bounded, and ends when it is idle.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from idcard.faces.model import Comparison, SelfieFaces
from idcard.photo_facts import PhotoFacts
from idcard.reading.model import CardReading
from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.models import SealedFile
from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Slot
from rontal.verification import readings
from rontal.verification.errors import MachineUnable
from rontal.verification.events import DUPLICATE_COMPARISON, EXAMINATION
from rontal.verification.models import PhotoReading

if TYPE_CHECKING:
    from rontal.verification.machine.protocols import Machine


@dataclass
class Subject:
    """An application as input of the checks.

    `identity_hashes` are the keyed hashes of the card number. `machine` processes photos without a
    stored reading; `may_compare_faces` says whether consent to comparing exists; `seen_at_counter`
    that a clerk has seen the original card and the person.
    """

    application_id: int
    identity_hashes: tuple[bytes, ...]
    form: ApplicationForm
    today: date
    files: Mapping[Slot, SealedFile]
    actor: Actor
    machine: "Machine"
    may_compare_faces: bool = False
    seen_at_counter: bool = False
    _contents: dict[Slot, bytes] = field(default_factory=dict)
    _facts: dict[Slot, PhotoFacts | MachineUnable] = field(default_factory=dict)
    _readings: dict[Slot, PhotoReading] = field(default_factory=dict)
    _compared: Comparison | MachineUnable | None = None

    def photo_facts(self, slot: Slot) -> PhotoFacts | None:
        """Returns quality and fingerprint of a photo, measured once; None without a photo.

        Raises MachineUnable, NotFound, SealBroken.
        """
        if slot not in self.files:
            return None
        if slot not in self._facts:
            self._facts[slot] = self._measure(slot)
        facts = self._facts[slot]
        if isinstance(facts, MachineUnable):
            raise facts
        return facts

    def is_same_photo(self, slot: Slot, other: SealedFile) -> bool:
        """Compares a photo with one of another application.

        Raises as `photo_facts`, and KeyError without the photo.
        """
        theirs = sealed_files.read(other, actor=self.actor, reason=DUPLICATE_COMPARISON)
        return self.machine.is_same_photo(self._content(slot), theirs)

    def card_is_face(self) -> bool:
        """Compares the photo of the card with the selfie; raises as `is_same_photo`."""
        return self.machine.is_same_photo(self._content(Slot.CARD), self._content(Slot.FACE))

    def reading(self) -> CardReading | None:
        """Returns the reading of the card; None without a card photo.

        Raises MachineUnable, NotFound, SealBroken.
        """
        data = self._stored_result(Slot.CARD)
        return None if data is None else CardReading.from_json(data)

    def selfie_faces(self) -> SelfieFaces | None:
        """Returns the faces in the selfie; None without one. Raises as `reading`."""
        data = self._stored_result(Slot.FACE)
        return None if data is None else SelfieFaces.from_json(data)

    def comparison(self) -> Comparison | None:
        """Returns the comparison of the card's face with the selfie, made once.

        None without both photos or without consent. Raises as `reading`.
        """
        if not self._comparable():
            return None
        if self._compared is None:
            self._compared = self._compare()
        if isinstance(self._compared, MachineUnable):
            raise self._compared
        return self._compared

    def _comparable(self) -> bool:
        """Returns True with both photos and consent; cards of children under 6 have no portrait."""
        birth = self.form.birth_date
        small_child = birth is not None and not ages.face_comparable(birth, self.today)
        both = Slot.CARD in self.files and Slot.FACE in self.files
        return self.may_compare_faces and both and not small_child

    def _compare(self) -> Comparison | MachineUnable:
        reading = self.reading()
        places = (reading.portrait, reading.corners) if reading else (None, None)
        card, face = self._content(Slot.CARD), self._content(Slot.FACE)
        try:
            comparison = self.machine.compare_faces(card, face, *places)
        except MachineUnable as error:
            return error
        if comparison.on_card is not None:
            readings.store_face(self.files[Slot.CARD], comparison.on_card)
        return comparison

    def _measure(self, slot: Slot) -> PhotoFacts | MachineUnable:
        try:
            return self.machine.photo_facts(self._content(slot))
        except MachineUnable as error:
            return error

    def _stored_result(self, slot: Slot) -> dict[str, Any] | None:
        """Returns the stored result for a photo; without one processes the photo and stores it."""
        if slot not in self.files:
            return None
        if slot not in self._readings:
            self._readings[slot] = self._stored(slot) or self._process(slot)
        reading = self._readings[slot]
        if reading.found is None:
            raise MachineUnable(why=reading.unable)
        data: dict[str, Any] = reading.found.reveal()
        return data

    def _stored(self, slot: Slot) -> PhotoReading | None:
        return PhotoReading.objects.filter(file=self.files[slot], slot=slot).first()

    def _process(self, slot: Slot) -> PhotoReading:
        reading = readings.process(self.files[slot], slot, self._content(slot), self.machine)
        readings.store(reading)
        return reading

    def _content(self, slot: Slot) -> bytes:
        if slot not in self._contents:
            file = self.files[slot]
            self._contents[slot] = sealed_files.read(file, actor=self.actor, reason=EXAMINATION)
        return self._contents[slot]
