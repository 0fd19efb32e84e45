"""Rules of lending without Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

HOLDS_AT_ONCE: Final = 10


class LicenceKind(StrEnum):
    """How a publisher lets the library lend."""

    ONE_COPY_ONE_READER = "one_copy_one_reader"


@dataclass(frozen=True)
class Slot:
    """One copy of one licence."""

    licence_id: int
    copy: int


@dataclass(frozen=True)
class Availability:
    """Copies of a title: how many there are, lent, kept for somebody, and how many people wait."""

    copies: int = 0
    lent: int = 0
    kept: int = 0
    waiting: int = 0

    @property
    def free(self) -> int:
        """Copies that somebody new may borrow now: those who wait go first."""
        return max(0, self.copies - self.lent - self.kept - self.waiting)

    @property
    def lendable(self) -> bool:
        """True where the library has a licence at all."""
        return self.copies > 0


def end_of_day(start: datetime, *, days: int, zone: tzinfo) -> datetime:
    """The last second of the day that is `days` days after `start` in the library's zone."""
    day = start.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), zone)


def free_slots(licences: Iterable[tuple[int, int]], used: set[Slot]) -> list[Slot]:
    """Slots that are not used; `licences` are pairs (id, copies)."""
    all_slots = (Slot(pk, copy) for pk, copies in licences for copy in range(1, copies + 1))
    return [slot for slot in all_slots if slot not in used]
