"""Recognition of people who are already members or are in an earlier row of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Upper

from rontal.core import sealing
from rontal.membership.importing.models import Import, ImportedMember, ImportRow
from rontal.membership.importing.rules.columns import Field
from rontal.membership.importing.rules.rows import Person, Problem, ValidatedRow
from rontal.membership.importing.states import RowState
from rontal.membership.models import Member
from rontal.membership.states import MemberState

FIRST_OF_ITS_KIND = (RowState.READY, RowState.KNOWN, RowState.TAKEN)


@dataclass(frozen=True)
class Candidate:
    """Row with the hashes by which the same person is found, the active key's first."""

    number: int
    cells: list[str]
    judged: ValidatedRow
    number_hashes: tuple[bytes, ...]
    nik_hashes: tuple[bytes, ...]

    @property
    def number_hash(self) -> bytes:
        return next(iter(self.number_hashes), b"")

    @property
    def nik_hash(self) -> bytes:
        return next(iter(self.nik_hashes), b"")

    @property
    def person(self) -> Person:
        return self.judged.person


@dataclass(frozen=True)
class Verdict:
    """State of a row after validation, and its errors."""

    state: RowState
    problems: tuple[Problem, ...] = ()


def candidate(number: int, cells: list[str], judged: ValidatedRow) -> Candidate:
    person = judged.person
    return Candidate(
        number=number,
        cells=cells,
        judged=judged,
        number_hashes=_hashes(person.number.upper(), "import"),
        nik_hashes=_hashes(person.nik, "nik"),
    )


def verdicts(run: Import, people: Sequence[Candidate]) -> list[Verdict]:
    """Determines the state of each row of a batch. Five queries for any size."""
    existing = ExistingMembers.among(people)
    numbers = _earlier(
        run, "number_hash", [digest for one in people for digest in one.number_hashes]
    )
    niks = _earlier(run, "nik_hash", [digest for one in people for digest in one.nik_hashes])
    determined = []
    for one in people:
        verdict = _verdict(one, existing, numbers, niks)
        determined.append(verdict)
        if verdict.state in FIRST_OF_ITS_KIND:
            numbers.setdefault(one.number_hash, one.number)
            niks.setdefault(one.nik_hash, one.number)
    return determined


@dataclass(frozen=True)
class ExistingMembers:
    """Members that a batch may contain: by number in capitals, and by hash of the NIK."""

    numbers: dict[str, Member]
    niks: frozenset[bytes]

    @classmethod
    def among(cls, people: Sequence[Candidate]) -> "ExistingMembers":
        """Finds the members among a batch. Three queries."""
        numbers_in_batch = {one.person.number.upper() for one in people if one.person.number}
        rows = Member.objects.only("number", "name", "nik_hash", "state")
        numbers: dict[str, Member] = {}
        for member in rows.alias(upper_number=Upper("number")).filter(
            upper_number__in=numbers_in_batch
        ):
            numbers[member.number.upper()] = member
        former = ImportedMember.objects.alias(upper_number=Upper("former_number")).filter(
            upper_number__in=numbers_in_batch
        )
        for imported in former.exclude(former_number="").select_related("member"):
            numbers.setdefault(imported.former_number.upper(), imported.member)
        hashes = [digest for one in people for digest in one.nik_hashes]
        holders = Member.objects.filter(nik_hash__in=hashes).exclude(state=MemberState.CLOSED)
        return cls(numbers, frozenset(map(bytes, holders.values_list("nik_hash", flat=True))))

    def verdict(self, one: Candidate) -> Verdict | None:
        """Returns KNOWN for the same person, WRONG for a number of another person, else None."""
        if not self.niks.isdisjoint(one.nik_hashes):
            return Verdict(RowState.KNOWN, (Problem(Field.IDENTITY, "already_member"),))
        member = self.numbers.get(one.person.number.upper())
        if member is None:
            return None
        if member.state == MemberState.CLOSED:
            return Verdict(RowState.WRONG, (Problem(Field.NUMBER, "number_of_closed"),))
        same_name = member.name.casefold() == one.person.name.casefold()
        both = bool(one.nik_hash) and bool(bytes(member.nik_hash))
        if same_name and not both:
            return Verdict(RowState.KNOWN, (Problem(Field.NUMBER, "already_member"),))
        return Verdict(RowState.WRONG, (Problem(Field.NUMBER, "number_of_another"),))


def _verdict(
    one: Candidate, existing: ExistingMembers, numbers: dict[bytes, int], niks: dict[bytes, int]
) -> Verdict:
    if one.judged.problems:
        return Verdict(RowState.WRONG, one.judged.problems)
    if row := _first(numbers, one.number_hashes):
        return Verdict(RowState.REPEATED, (Problem(Field.NUMBER, "number_repeated", row),))
    if row := _first(niks, one.nik_hashes):
        return Verdict(RowState.REPEATED, (Problem(Field.IDENTITY, "nik_repeated", row),))
    return existing.verdict(one) or Verdict(RowState.READY)


def _earlier(run: Import, column: str, hashes: list[bytes]) -> dict[bytes, int]:
    """Maps each hash to the first row of this import that has it."""
    rows = ImportRow.objects.filter(run=run, state__in=FIRST_OF_ITS_KIND)
    rows = rows.filter(**{f"{column}__in": [one for one in hashes if one]})
    first_rows: dict[bytes, int] = {}
    for value, number in rows.order_by("number").values_list(column, "number"):
        first_rows.setdefault(bytes(value), number)
    return first_rows


def _first(rows: Mapping[bytes, int], hashes: tuple[bytes, ...]) -> int | None:
    """Returns the first row with one of these hashes."""
    return min((rows[one] for one in hashes if one in rows), default=None)


def _hashes(value: str, purpose: str) -> tuple[bytes, ...]:
    return tuple(sealing.keyed_hashes(value, purpose=purpose)) if value else ()
