"""The NIK: 16 digits, of which six say where and six say when a person was first registered.

Kemendagri: province 2, regency 2, district 2; DDMMYY with 40 added to the day for women; serial
4. There is no check digit. The region is that of the first registration and never changes, nor
do the digits when a birth date is corrected: a mismatch warns and never rejects. Regions are not
judged here, so that historic codes (the Papua provinces before 2022) stay valid.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from rontal.membership.rules.kinds import Sex

LENGTH = 16


@dataclass(frozen=True)
class Nik:
    """A NIK whose structure is sound. `year` has two digits, as the number has."""

    digits: str
    day: int
    month: int
    year: int
    sex: Sex

    @property
    def region(self) -> str:
        """Six digits: province, regency, district of the first registration."""
        return self.digits[:6]

    @property
    def serial(self) -> str:
        """The last four digits."""
        return self.digits[12:]

    def born_on(self, birth: date) -> bool:
        """True where the number's date can be this birth date."""
        return (self.day, self.month, self.year) == (birth.day, birth.month, birth.year % 100)

    def birth_date(self, today: date) -> date | None:
        """The latest date not after `today` that fits; None where none is less than 100 years
        old (29 February in a century that had none)."""
        for century in (today.year // 100, today.year // 100 - 1):
            year = century * 100 + self.year
            if self.day <= monthrange(year, self.month)[1]:
                found = date(year, self.month, self.day)
                if found <= today:
                    return found
        return None

    @property
    def masked(self) -> str:
        """For screens and cards: never the whole number (Perpusnas Regulation 6/2021)."""
        return masked(self.digits)


def masked(number: str) -> str:
    """The first and last two characters, dots between."""
    return (
        f"{number[:2]}{'•' * max(0, len(number) - 4)}{number[-2:]}" if len(number) > 4 else "••••"
    )


def fault(text: str) -> str | None:
    """The code of what is wrong with a NIK, or None."""
    if len(text) != LENGTH or not (text.isascii() and text.isdigit()):
        return "nik_16_digits"
    if text[0] == "0" or text[:6].endswith("00") or text[2:4] == "00":
        return "nik_region_impossible"
    if text[12:] == "0000":
        return "nik_serial_zero"
    return None if _date_possible(*_date_parts(text)) else "nik_date_impossible"


def parse(text: str) -> Nik | None:
    """The NIK, or None where `fault` finds something."""
    if fault(text) is not None:
        return None
    day, month, year = _date_parts(text)
    sex = Sex.FEMALE if int(text[6:8]) > 40 else Sex.MALE
    return Nik(text, day, month, year, sex)


def _date_parts(text: str) -> tuple[int, int, int]:
    day = int(text[6:8])
    return day - 40 if day > 40 else day, int(text[8:10]), int(text[10:12])


def _date_possible(day: int, month: int, year: int) -> bool:
    """Possible in the 1900s or the 2000s: the two digits leave both open."""
    if not 1 <= month <= 12 or day < 1:
        return False
    return any(day <= monthrange(century + year, month)[1] for century in (1900, 2000))
