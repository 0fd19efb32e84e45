"""Repeatable parts of a title's form: people, subjects, numbers.

Each is a row of plain inputs with numbered names, so that the form works without JavaScript;
empty rows are ignored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from records.codes import AgentKind, Scheme, role_code
from records.formats.names import in_both_orders
from records.identifiers import isbn13
from records.record import MAX_CREDITS, MAX_IDENTIFIERS, MAX_SUBJECTS
from records.text import fold, plain
from rontal.catalogue.errors import AuthorityEmpty
from rontal.ui import sentences

SPARE_PEOPLE, SPARE_SUBJECTS, SPARE_NUMBERS = 2, 3, 1
RowData = Mapping[str, Any]


@dataclass(frozen=True)
class PersonRow:
    """Contributor as typed; `error` is the message for an invalid name."""

    place: int
    name: str = ""
    role: str = "aut"
    sort_name: str = ""
    dates: str = ""
    kind: str = AgentKind.PERSON
    error: str = ""

    @property
    def forms(self) -> tuple[str, str]:
        """Name and sort name; derived from each other where only one was typed."""
        if self.sort_name:
            return self.name, self.sort_name
        return in_both_orders(self.name, AgentKind(self.kind))

    def credit(self, known: Mapping[str, Sequence[str]]) -> list[str]:
        """Returns the credit as stored in facts; untyped parts come from the authority."""
        (name, sort_name), dates, kind = self.forms, self.dates, self.kind
        if not self.sort_name and name in known:
            sort_name, dates, kind = known[name]
        return [name, sort_name[:300], self.role, kind, dates]


@dataclass(frozen=True)
class SubjectRow:
    """Subject as typed; `error` is the message for an invalid one."""

    name: str = ""
    error: str = ""


@dataclass(frozen=True)
class NumberRow:
    """Identifier of the title as typed; `error` is the message for an invalid one."""

    place: int
    scheme: str = Scheme.ISBN
    value: str = ""
    error: str = ""


@dataclass(frozen=True)
class Rows:
    """All rows of a title's form."""

    people: list[PersonRow] = field(default_factory=list)
    subjects: list[SubjectRow] = field(default_factory=list)
    numbers: list[NumberRow] = field(default_factory=list)

    @property
    def spare_people(self) -> list[PersonRow]:
        """Contributors followed by empty rows, up to the limit of a title."""
        last = self.people[-1].place + 1 if self.people else 0
        room = min(SPARE_PEOPLE, max(0, MAX_CREDITS - len(self.people)))
        return [*self.people, *(PersonRow(last + number) for number in range(room))]

    @property
    def spare_subjects(self) -> list[SubjectRow]:
        """Subjects followed by empty rows, up to the limit of a title."""
        room = min(SPARE_SUBJECTS, MAX_SUBJECTS - len(self.subjects))
        return [*self.subjects, *[SubjectRow()] * room]

    @property
    def spare_numbers(self) -> list[NumberRow]:
        """Identifiers followed by an empty row, up to the limit of a title."""
        last = self.numbers[-1].place + 1 if self.numbers else 0
        room = min(SPARE_NUMBERS, MAX_IDENTIFIERS - len(self.numbers))
        return [*self.numbers, *(NumberRow(last + number) for number in range(room))]

    @property
    def wrong(self) -> bool:
        """True where a row has an error."""
        people, subjects, numbers = self.people, self.subjects, self.numbers
        return any(row.error for rows in (people, subjects, numbers) for row in rows)


def of_facts(facts: RowData) -> Rows:
    return Rows(
        [
            PersonRow(
                place, name, role, _sort_name_if_different(name, sort_name, kind), dates, kind
            )
            for place, (name, sort_name, role, kind, dates) in enumerate(facts["credits"])
        ],
        [SubjectRow(name) for name in facts["subjects"]],
        [NumberRow(place, scheme, value) for place, (scheme, value) in enumerate(facts["numbers"])],
    )


def read(posted: Any) -> Rows:
    """Parses the posted rows: normalised, truncated, without empty rows and repeated subjects."""
    people = [_person_row(posted, place) for place in range(MAX_CREDITS)]
    numbers = [_number_row(posted, place) for place in range(MAX_IDENTIFIERS)]
    subjects = (plain(text)[:200] for text in posted.getlist("subjek")[:MAX_SUBJECTS])
    return Rows(
        [row for row in people if row.name],
        [SubjectRow(text, _name_fault(text)) for text in dict.fromkeys(subjects) if text],
        [row for row in numbers if row.value],
    )


def names(rows: Iterable[PersonRow]) -> set[str]:
    """Returns the names whose authority has to be looked up: those without a typed sort name."""
    return {row.forms[0] for row in rows if not row.sort_name}


def _sort_name_if_different(name: str, sort_name: str, kind: str) -> str:
    """Returns the sort name; "" where it equals the name and would be derived unchanged."""
    _printed, heading = in_both_orders(name, AgentKind(kind))
    return "" if heading == name == sort_name else sort_name


def _posted_text(posted: Any, name: str, longest: int) -> str:
    return plain(str(posted.get(name, ""))[: longest * 4])[:longest]


def _person_row(posted: Any, place: int) -> PersonRow:
    kind, role = posted.get(f"orang-{place}-jenis", ""), posted.get(f"orang-{place}-peran", "")
    name = _posted_text(posted, f"orang-{place}-nama", 300)
    sort_name = _posted_text(posted, f"orang-{place}-urut", 300)
    return PersonRow(
        place=place,
        name=name,
        role=role_code(role, "aut"),
        sort_name=sort_name,
        dates=_posted_text(posted, f"orang-{place}-tahun", 60),
        kind=kind if kind in list(AgentKind) else AgentKind.PERSON,
        error=_name_fault(name) or _name_fault(sort_name),
    )


def _name_fault(name: str) -> str:
    return sentences.of(AuthorityEmpty()) if name and not fold(name) else ""


def _number_row(posted: Any, place: int) -> NumberRow:
    posted_scheme = posted.get(f"nomor-{place}-jenis", "")
    scheme = Scheme(posted_scheme) if posted_scheme in list(Scheme) else Scheme.OTHER
    value = _posted_text(posted, f"nomor-{place}-nilai", 300)
    if scheme is not Scheme.ISBN or not value:
        return NumberRow(place, scheme, value)
    whole = isbn13(value)
    return NumberRow(place, scheme, whole or value, "" if whole else isbn_fault(value))


def isbn_fault(value: str) -> str:
    """Returns the message for an invalid ISBN: wrong length, or wrong check digit."""
    digits = "".join(char for char in value if char.isdigit() or char in "xX")
    if len(digits) not in (10, 13):
        text = _("An ISBN has 13 digits, or 10 on older books; this one has %(number)s.")
        return text % {"number": len(digits)}
    return _("The check digit does not match: a digit is mistyped. Check it against the book.")
