"""Results of reading the photos of a draft, for the applicant or the clerk."""

from collections.abc import Mapping
from dataclasses import dataclass

from idcard.reading.model import CardReading
from rontal.core.errors import SealBroken
from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import photos_of
from rontal.ui.sentences.verification import hint
from rontal.verification.readings import READ
from rontal.verification.selectors import MachineResult, Progress, photo_results, unprocessed_result

READABLE = 0.5
"""A value that is less certain is not counted."""


@dataclass(frozen=True)
class PhotoResult:
    """Result of reading the photo in one slot; `hints` are sentences that say what to do."""

    slot: Slot
    progress: Progress
    hints: tuple[str, ...] = ()
    reading: CardReading | None = None

    @property
    def waits(self) -> bool:
        """True until the photo has been read."""
        return self.progress is Progress.WAITING

    @property
    def unable(self) -> bool:
        """True where reading failed; the form then works as without automatic reading."""
        return self.progress is Progress.UNABLE or (self.is_card and not self.values)

    @property
    def is_card(self) -> bool:
        """True for the photo from which the form is filled."""
        return self.slot is Slot.CARD

    @property
    def values(self) -> int:
        """Number of values read."""
        people = self.reading.people if self.reading else ()
        rows = [self.reading.values, *people] if self.reading else []
        return sum(value.confidence >= READABLE for row in rows for value in row.values())


def photo_results_of(draft: Draft) -> dict[Slot, PhotoResult]:
    """Returns the results for the photos that are read automatically, by slot.

    One query in addition to that of the photos.
    """
    files = {slot: file for slot, file in photos_of(draft).items() if slot in READ}
    try:
        readings = photo_results(file.pk for file in files.values())
    except SealBroken:
        readings = {file.pk: MachineResult(Progress.UNABLE) for file in files.values()}
    return {
        slot: _photo_result(slot, readings.get(file.pk) or unprocessed_result(file))
        for slot, file in files.items()
    }


def hints_in(results: Mapping[Slot, PhotoResult]) -> dict[Slot, tuple[str, ...]]:
    """Returns suggestions for better photos by slot; slots without any are omitted."""
    return {slot: result.hints for slot, result in results.items() if result.hints}


def _photo_result(slot: Slot, reading: MachineResult) -> PhotoResult:
    return PhotoResult(
        slot, reading.progress, tuple(hint(code) for code in reading.hints), reading.card
    )
