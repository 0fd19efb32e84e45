"""The NIK: 16 digits, six for the region and six for the birth date at the first registration.

Kemendagri: province 2, regency 2, district 2; DDMMYY with 40 added to the day for women; serial
number 4. There is no check digit. The region is that of the first registration and never changes,
nor do the digits when a birth date is corrected: a mismatch causes a warning, never a rejection.
Region codes are not checked here, so that historic ones (the Papua provinces before 2022) stay
valid.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from idcard.kinds import Sex

LENGTH = 16


@dataclass(frozen=True)
class Nik:
    """NIK with a valid structure. `year` has two digits, as in the number."""

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
        """Last four digits."""
        return self.digits[12:]

    def born_on(self, birth: date) -> bool:
        """Returns True when the date in the number matches this birth date."""
        return (self.day, self.month, self.year) == (birth.day, birth.month, birth.year % 100)

    def birth_date(self, today: date) -> date | None:
        """Returns the latest date not after `today` that matches; None when none is less than about
        100 years old (29 February of a year that had none).
        """
        for century in (today.year // 100, today.year // 100 - 1):
            year = century * 100 + self.year
            if self.day <= monthrange(year, self.month)[1]:
                birthday = date(year, self.month, self.day)
                if birthday <= today:
                    return birthday
        return None

    @property
    def masked(self) -> str:
        """Masked number for screens and cards, which never show the whole number (Perpusnas
        Regulation 6/2021).
        """
        return masked(self.digits)


def masked(number: str) -> str:
    """Returns the first and last two characters with dots in between."""
    return (
        f"{number[:2]}{'•' * max(0, len(number) - 4)}{number[-2:]}" if len(number) > 4 else "••••"
    )


def fault(text: str) -> str | None:
    """Returns the error code of a NIK; None for a valid one."""
    if len(text) != LENGTH or not (text.isascii() and text.isdigit()):
        return "nik_16_digits"
    if text[0] == "0" or text[:6].endswith("00") or text[2:4] == "00":
        return "nik_region_impossible"
    if text[12:] == "0000":
        return "nik_serial_zero"
    return None if _date_possible(*_date_parts(text)) else "nik_date_impossible"


def parse(text: str) -> Nik | None:
    """Parses a NIK; None when `fault` reports an error."""
    if fault(text) is not None:
        return None
    day, month, year = _date_parts(text)
    sex = Sex.FEMALE if int(text[6:8]) > 40 else Sex.MALE
    return Nik(text, day, month, year, sex)


def _date_parts(text: str) -> tuple[int, int, int]:
    day = int(text[6:8])
    return day - 40 if day > 40 else day, int(text[8:10]), int(text[10:12])


def _date_possible(day: int, month: int, year: int) -> bool:
    """Returns True when the date exists in the 1900s or the 2000s, as the year has two digits."""
    if not 1 <= month <= 12 or day < 1:
        return False
    return any(day <= monthrange(century + year, month)[1] for century in (1900, 2000))
