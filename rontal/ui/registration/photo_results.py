"""What the machine saw in the photos of a draft, as their owner is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from rontal.core.errors import SealBroken
from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import photos_of
from rontal.ui.sentences.verification import hint
from rontal.verification.reading.model import CardReading
from rontal.verification.readings import READ
from rontal.verification.selectors import PhotoLook, Progress, not_looked_at, photo_looks

READABLE = 0.5
"""A value that is less certain is not counted."""


@dataclass(frozen=True)
class Seen:
    """A look at the photo in one slot. `hints` are sentences that say what to do."""

    slot: Slot
    progress: Progress
    hints: tuple[str, ...] = ()
    reading: CardReading | None = None

    @property
    def waits(self) -> bool:
        """True while the machine has not looked yet."""
        return self.progress is Progress.WAITING

    @property
    def unable(self) -> bool:
        """True where nothing came of it: the person goes on as if there were no machine."""
        return self.progress is Progress.UNABLE or (self.is_card and not self.values)

    @property
    def is_card(self) -> bool:
        """True for the photo that the form is filled from."""
        return self.slot is Slot.CARD

    @property
    def values(self) -> int:
        """How many values were read."""
        people = self.reading.people if self.reading else ()
        found = [self.reading.values, *people] if self.reading else []
        return sum(value.confidence >= READABLE for row in found for value in row.values())


def seen_in(draft: Draft) -> dict[Slot, Seen]:
    """What was seen in the photos that the machine looks at, by slot. One query beside the
    photos' own."""
    files = {slot: file for slot, file in photos_of(draft).items() if slot in READ}
    try:
        looks = photo_looks(file.pk for file in files.values())
    except SealBroken:
        looks = {file.pk: PhotoLook(Progress.UNABLE) for file in files.values()}
    return {
        slot: _seen(slot, looks.get(file.pk) or not_looked_at(file)) for slot, file in files.items()
    }


def hints_in(seen: Mapping[Slot, Seen]) -> dict[Slot, tuple[str, ...]]:
    """What could be better about each photo; photos without a hint are left out."""
    return {slot: found.hints for slot, found in seen.items() if found.hints}


def _seen(slot: Slot, look: PhotoLook) -> Seen:
    return Seen(slot, look.progress, tuple(hint(code) for code in look.hints), look.card)
