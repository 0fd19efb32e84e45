"""Validation of one row and the person in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from idcard import nik
from idcard.kinds import IdentityKind, Sex
from records.tables import days
from rontal.membership.importing.rules import values
from rontal.membership.importing.rules.columns import Field
from rontal.membership.rules import ages, text

_F = Field
Value = TypeVar("Value")
MAX_NAME_LENGTH = 100
MAX_NUMBER_LENGTH = 60
MAX_LENGTHS = {_F.ADDRESS: 200}
DEFAULT_MAX_LENGTH = 80
FITS = re.compile(r"[A-Za-z0-9_-]{1,40}")
EARLIEST_JOINING = date(1900, 1, 1)
LAST_END = date(2199, 12, 31)
PLACES = (_F.BIRTH_PLACE, _F.ADDRESS, _F.VILLAGE, _F.DISTRICT, _F.REGENCY, _F.PROVINCE)
NEEDED = frozenset({_F.NAME, _F.NUMBER})
"""Columns without which a row is never imported, even in lenient mode."""


@dataclass(frozen=True)
class Problem:
    """Error in one column, or in the whole row when `field` is None."""

    field: Field | None
    code: str
    row: int | None = None
    """Number of the row that this one repeats."""

    def to_json(self) -> list[str | int | None]:
        """Returns the error as JSON for the row's table; contains no personal data."""
        return [self.field.value if self.field else None, self.code, self.row]

    @classmethod
    def from_json(cls, data: Sequence[object]) -> "Problem":
        """Builds an error from the JSON of `to_json`."""
        name, code, row = data
        return cls(
            Field(str(name)) if name else None, str(code), row if isinstance(row, int) else None
        )


@dataclass(frozen=True)
class Person:
    """Person in a row; "" and None mean that the row has no value."""

    name: str = ""
    number: str = ""
    nik: str = ""
    identity_kind: IdentityKind | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    phone: str = ""
    email: str = ""
    places: dict[Field, str] = field(default_factory=dict)
    joined_on: date | None = None
    valid_until: date | None = None

    @property
    def keeps_number(self) -> bool:
        """True when the former number can be used as a member number."""
        return FITS.fullmatch(self.number) is not None


@dataclass(frozen=True)
class ValidatedRow:
    """Person of a row with its errors; `remarks` are errors that were ignored in lenient mode."""

    person: Person
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def validate_row(
    cells: Sequence[str],
    fields: Sequence[Field | None],
    *,
    today: date,
    lenient: bool,
    broken: bool = False,
) -> ValidatedRow:
    """Validates a row; `fields` are the meanings of its columns.

    `lenient` ignores wrong values that a member can do without. `broken` means that the quotation
    marks of the row do not match.
    """
    if broken and len(cells) != len(fields):
        return ValidatedRow(Person(), (Problem(None, "row_marks_broken"),))
    cells_by_field = {
        field_: values.clean_cell(cell) or (cell if field_ is _F.SEX and cell == "0" else "")
        for field_, cell in zip(fields, cells, strict=False)
        if field_ is not None
    }
    if len(cells) < len(fields) and not cells_by_field.get(_F.NAME):
        return ValidatedRow(Person(), (Problem(None, "row_too_short"),))
    if len(cells) > len(fields) and any(cells[len(fields) :]):
        return ValidatedRow(Person(), (Problem(None, "row_too_long"),))
    problems: list[Problem] = []
    person = _person(cells_by_field, today, problems)
    problems += _doubts(person)
    if lenient:
        serious = tuple(one for one in problems if one.field in NEEDED)
        return ValidatedRow(
            person, serious, tuple(one for one in problems if one.field not in NEEDED)
        )
    return ValidatedRow(person, tuple(problems))


def _person(cells: dict[Field, str], today: date, problems: list[Problem]) -> Person:
    identity, kind = _identity(cells, today, problems)
    joined = _day(cells, _F.JOINED, today, today, problems)
    return Person(
        name=_name(cells.get(_F.NAME, ""), problems),
        number=_number(cells.get(_F.NUMBER, ""), identity, problems),
        nik=identity,
        identity_kind=kind,
        birth_date=_day(cells, _F.BIRTH_DATE, today, today, problems),
        sex=_checked(_F.SEX, values.sex(cells.get(_F.SEX, "")), problems),
        phone=_checked(_F.PHONE, values.phone(cells.get(_F.PHONE, "")), problems),
        email=_checked(_F.EMAIL, values.email(cells.get(_F.EMAIL, "")), problems),
        places={
            place: cells[place][: MAX_LENGTHS.get(place, DEFAULT_MAX_LENGTH)]
            for place in PLACES
            if cells.get(place)
        },
        joined_on=joined,
        valid_until=_day(cells, _F.VALID_UNTIL, today, LAST_END, problems),
    )


def _name(name: str, problems: list[Problem]) -> str:
    fault = None
    if not name:
        fault = "field_required"
    elif len(name) > MAX_NAME_LENGTH:
        fault = "field_too_long"
    elif text.has_hidden_characters(name):
        fault = "field_hidden_characters"
    else:
        fault = text.name_fault(name)
    if fault:
        problems.append(Problem(_F.NAME, fault))
    return name[:MAX_NAME_LENGTH]


def _number(number: str, identity: str, problems: list[Problem]) -> str:
    fault = ""
    if values.is_cut(number):
        fault = "number_cut_by_spreadsheet"
    elif len(number) > MAX_NUMBER_LENGTH:
        fault = "number_too_long"
    elif not number and not identity:
        fault = "number_and_identity_missing"
    if fault:
        problems.append(Problem(_F.NUMBER, fault))
    return "" if fault else number


def _identity(
    cells: dict[Field, str], today: date, problems: list[Problem]
) -> tuple[str, IdentityKind | None]:
    """Returns the NIK, if the number is one, and the kind of card."""
    number = cells.get(_F.IDENTITY, "")
    kind_text = cells.get(_F.IDENTITY_KIND, "")
    kind = values.identity_kind(kind_text)
    digits = text.digits(number)
    if not number:
        return "", None
    if values.is_cut(number):
        problems.append(Problem(_F.IDENTITY, "nik_cut_by_spreadsheet"))
        return "", None
    if kind_text and not (kind and kind.carries_nik):
        return "", None
    if not digits.isdigit() or (kind is None and len(digits) < nik.LENGTH - 2):
        # Numbers of student cards and driving licences are no NIK, so that they cannot be compared.
        return "", None
    if fault := nik.fault(digits):
        problems.append(Problem(_F.IDENTITY, fault))
        return "", None
    return digits, kind or _kind_by_age(digits, today)


def _kind_by_age(number: str, today: date) -> IdentityKind:
    parsed = nik.parse(number)
    birth = parsed.birth_date(today) if parsed else None
    child = birth is not None and ages.age_on(birth, today) < ages.CONSENTS_HERSELF
    return IdentityKind.KIA if child else IdentityKind.KTP


def _day(
    cells: dict[Field, str], column: Field, today: date, latest: date, problems: list[Problem]
) -> date | None:
    newest = today if latest == today else date(today.year + 60, 12, 31)
    day, fault = days.day(cells.get(column, ""), newest=newest)
    if day is not None and day > latest:
        fault = "birth_in_future" if column is _F.BIRTH_DATE else "date_in_future"
    elif day is not None and column is _F.BIRTH_DATE and ages.age_on(day, today) > ages.MAX_AGE:
        fault = "birth_too_long_ago"
    elif day is not None and day < EARLIEST_JOINING:
        fault = "date_impossible"
    if fault:
        problems.append(Problem(column, fault))
        return None
    return day


def _checked(column: Field, checked: tuple[Value, str], problems: list[Problem]) -> Value:
    value, fault = checked
    if fault:
        problems.append(Problem(column, fault))
    return value


def _doubts(person: Person) -> list[Problem]:
    """Returns errors of values that contradict each other."""
    if person.joined_on and person.valid_until and person.valid_until < person.joined_on:
        return [Problem(_F.VALID_UNTIL, "ends_before_it_begins")]
    return []
