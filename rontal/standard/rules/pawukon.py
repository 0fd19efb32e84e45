"""Balinese holidays of the Pawukon, a cycle of 210 days (30 weeks, each with a name).

Saraswati is the last day of the cycle, Saturday of Watugunung, such as 8 Feb 2025. The usual days
off are only proposals: the governor sets them each year and shortens them in some years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CYCLE = 210
FIRST_DAY = date(2025, 2, 9)
"""Sunday of Sinta, the first day of a cycle."""
WEEKS = (
    "Sinta", "Landep", "Ukir", "Kulantir", "Tolu", "Gumbreg", "Wariga", "Warigadean",
    "Julungwangi", "Sungsang", "Dungulan", "Kuningan", "Langkir", "Medangsia", "Pujut", "Pahang",
    "Krulut", "Merakih", "Tambir", "Medangkungan", "Matal", "Uye", "Menail", "Prangbakat", "Bala",
    "Ugu", "Wayang", "Kelawu", "Dukut", "Watugunung",
)  # fmt: skip


class BaliDay(StrEnum):
    """Days that are usually off in Bali."""

    GALUNGAN_BEFORE = "galungan_before"
    GALUNGAN = "galungan"
    GALUNGAN_AFTER = "galungan_after"
    KUNINGAN_BEFORE = "kuningan_before"
    KUNINGAN = "kuningan"
    SARASWATI = "saraswati"
    PAGERWESI = "pagerwesi"
    NYEPI_BEFORE = "nyepi_before"
    NYEPI_AFTER = "nyepi_after"


@dataclass(frozen=True, order=True)
class Proposal:
    """Date that is usually off, and the holiday that it is."""

    day: date
    code: BaliDay


_PLACES = {
    3: BaliDay.PAGERWESI,  # Wednesday of Sinta
    72: BaliDay.GALUNGAN_BEFORE,
    73: BaliDay.GALUNGAN,  # Wednesday of Dungulan, Buda Kliwon
    74: BaliDay.GALUNGAN_AFTER,
    82: BaliDay.KUNINGAN_BEFORE,
    83: BaliDay.KUNINGAN,  # Saturday of Kuningan
    209: BaliDay.SARASWATI,  # Saturday of Watugunung
}


def place(day: date) -> int:
    """Returns the position of a date in its cycle: 0 is Sunday of Sinta, 209 Saturday of
    Watugunung.
    """
    return (day - FIRST_DAY).days % CYCLE


def week_name(day: date) -> str:
    return WEEKS[place(day) // 7]


def pawukon_days(year: int) -> Iterator[Proposal]:
    """Yields the holidays that the Pawukon gives for a year, in order."""
    day = date(year, 1, 1)
    while day.year == year:
        code = _PLACES.get(place(day))
        if code:
            yield Proposal(day, code)
        if day == date.max:
            return
        day += timedelta(1)


def proposals(year: int, nyepi: tuple[date, ...]) -> list[Proposal]:
    """Returns the days of a year that are usually off: those of the Pawukon, and the days before
    and after Nyepi, whose dates come from the national holidays.
    """
    around_nyepi = [
        Proposal(day + timedelta(step), code)
        for day in nyepi
        for step, code in ((-1, BaliDay.NYEPI_BEFORE), (1, BaliDay.NYEPI_AFTER))
    ]
    by_day = {proposal.day: proposal for proposal in pawukon_days(year)}
    for proposal in around_nyepi:
        if proposal.day.year == year:
            by_day.setdefault(proposal.day, proposal)
    return sorted(by_day.values())
