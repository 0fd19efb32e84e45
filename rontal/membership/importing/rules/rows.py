"""Validation of one row and the person in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from rontal.core.tables import days
from rontal.membership.importing.rules import values
from rontal.membership.importing.rules.columns import Field
from rontal.membership.rules import ages, nik, text
from rontal.membership.rules.kinds import IdentityKind, Sex

_F = Field
Value = TypeVar("Value")
LONGEST_NAME = 100
LONGEST_NUMBER = 60
LONGEST = {_F.ADDRESS: 200}
LONGEST_OTHERWISE = 80
FITS = re.compile(r"[A-Za-z0-9_-]{1,40}")
OLDEST_JOINING = date(1900, 1, 1)
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
    def from_json(cls, said: Sequence[object]) -> "Problem":
        """Builds an error from the JSON of `to_json`."""
        name, code, row = said
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
class Judged:
    """Person of a row with its errors; `remarks` are errors that were ignored in lenient mode."""

    person: Person
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def judge(
    cells: Sequence[str],
    fields: Sequence[Field | None],
    *,
    today: date,
    lenient: bool,
    broken: bool = False,
) -> Judged:
    """Validates a row; `fields` are the meanings of its columns.

    `lenient` ignores wrong values that a member can do without. `broken` means that the quotation
    marks of the row do not match.
    """
    if broken and len(cells) != len(fields):
        return Judged(Person(), (Problem(None, "row_marks_broken"),))
    said = {
        meaning: values.plain(cell) or (cell if meaning is _F.SEX and cell == "0" else "")
        for meaning, cell in zip(fields, cells, strict=False)
        if meaning is not None
    }
    if len(cells) < len(fields) and not said.get(_F.NAME):
        return Judged(Person(), (Problem(None, "row_too_short"),))
    if len(cells) > len(fields) and any(cells[len(fields) :]):
        return Judged(Person(), (Problem(None, "row_too_long"),))
    found: list[Problem] = []
    person = _person(said, today, found)
    found += _doubts(person)
    if lenient:
        kept = tuple(one for one in found if one.field in NEEDED)
        return Judged(person, kept, tuple(one for one in found if one.field not in NEEDED))
    return Judged(person, tuple(found))


def _person(said: dict[Field, str], today: date, found: list[Problem]) -> Person:
    identity, kind = _identity(said, today, found)
    joined = _day(said, _F.JOINED, today, today, found)
    return Person(
        name=_name(said.get(_F.NAME, ""), found),
        number=_number(said.get(_F.NUMBER, ""), identity, found),
        nik=identity,
        identity_kind=kind,
        birth_date=_day(said, _F.BIRTH_DATE, today, today, found),
        sex=_checked(_F.SEX, values.sex(said.get(_F.SEX, "")), found),
        phone=_checked(_F.PHONE, values.phone(said.get(_F.PHONE, "")), found),
        email=_checked(_F.EMAIL, values.email(said.get(_F.EMAIL, "")), found),
        places={
            place: said[place][: LONGEST.get(place, LONGEST_OTHERWISE)]
            for place in PLACES
            if said.get(place)
        },
        joined_on=joined,
        valid_until=_day(said, _F.VALID_UNTIL, today, LAST_END, found),
    )


def _name(said: str, found: list[Problem]) -> str:
    fault = None
    if not said:
        fault = "field_required"
    elif len(said) > LONGEST_NAME:
        fault = "field_too_long"
    elif text.hides_something(said):
        fault = "field_hidden_characters"
    else:
        fault = text.name_fault(said)
    if fault:
        found.append(Problem(_F.NAME, fault))
    return said[:LONGEST_NAME]


def _number(said: str, identity: str, found: list[Problem]) -> str:
    fault = ""
    if values.is_cut(said):
        fault = "number_cut_by_spreadsheet"
    elif len(said) > LONGEST_NUMBER:
        fault = "number_too_long"
    elif not said and not identity:
        fault = "number_and_identity_missing"
    if fault:
        found.append(Problem(_F.NUMBER, fault))
    return "" if fault else said


def _identity(
    said: dict[Field, str], today: date, found: list[Problem]
) -> tuple[str, IdentityKind | None]:
    """Returns the NIK, if the number is one, and the kind of card."""
    number = said.get(_F.IDENTITY, "")
    told = said.get(_F.IDENTITY_KIND, "")
    kind = values.identity_kind(told)
    bare = text.digits(number)
    if not number:
        return "", None
    if values.is_cut(number):
        found.append(Problem(_F.IDENTITY, "nik_cut_by_spreadsheet"))
        return "", None
    if told and not (kind and kind.carries_nik):
        return "", None
    if not bare.isdigit() or (kind is None and len(bare) < nik.LENGTH - 2):
        # Numbers of student cards and driving licences are no NIK, so that they cannot be compared.
        return "", None
    if fault := nik.fault(bare):
        found.append(Problem(_F.IDENTITY, fault))
        return "", None
    return bare, kind or _kind_by_age(bare, today)


def _kind_by_age(number: str, today: date) -> IdentityKind:
    parsed = nik.parse(number)
    birth = parsed.birth_date(today) if parsed else None
    child = birth is not None and ages.age_on(birth, today) < ages.CONSENTS_HERSELF
    return IdentityKind.KIA if child else IdentityKind.KTP


def _day(
    said: dict[Field, str], meaning: Field, today: date, latest: date, found: list[Problem]
) -> date | None:
    newest = today if latest == today else date(today.year + 60, 12, 31)
    day, fault = days.day(said.get(meaning, ""), newest=newest)
    if day is not None and day > latest:
        fault = "birth_in_future" if meaning is _F.BIRTH_DATE else "date_in_future"
    elif day is not None and meaning is _F.BIRTH_DATE and ages.age_on(day, today) > ages.OLDEST:
        fault = "birth_too_long_ago"
    elif day is not None and day < OLDEST_JOINING:
        fault = "date_impossible"
    if fault:
        found.append(Problem(meaning, fault))
        return None
    return day


def _checked(meaning: Field, checked: tuple[Value, str], found: list[Problem]) -> Value:
    value, fault = checked
    if fault:
        found.append(Problem(meaning, fault))
    return value


def _doubts(person: Person) -> list[Problem]:
    """Returns errors of values that contradict each other."""
    if person.joined_on and person.valid_until and person.valid_until < person.joined_on:
        return [Problem(_F.VALID_UNTIL, "ends_before_it_begins")]
    return []
