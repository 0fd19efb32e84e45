"""Import of rows: rows become members, one batch in each transaction. A row is imported completely
or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import models, transaction

from rontal.accounts import services as accounts
from rontal.accounts.models import User
from rontal.accounts.selectors import existing_login_names
from rontal.accounts.services import Unclaimed
from rontal.core import clock, transitions
from rontal.core.actors import Actor
from rontal.core.events import emit_all
from rontal.imports.batches import process_batch
from rontal.imports.states import ImportState
from rontal.membership.importing import events
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.models import Import, ImportedMember, ImportRow
from rontal.membership.importing.rules import places, rows
from rontal.membership.importing.rules.columns import Field
from rontal.membership.importing.rules.rows import MAX_LENGTHS, Person, Problem
from rontal.membership.importing.states import ROW_TRANSITIONS, RowState
from rontal.membership.importing.steps.matching import (
    Candidate,
    ExistingMembers,
    Verdict,
    candidate,
)
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Origin
from rontal.membership.rules.years import years_after
from rontal.membership.selectors.dates import today
from rontal.membership.states import ApplicationState, MemberState
from rontal.membership.steps.application_changes import lock_persons
from rontal.membership.steps.numbering import new_numbers
from rontal.membership.steps.reference_codes import new_code
from rontal.standard.selectors import library

BATCH = 250


@dataclass(frozen=True)
class Newcomer:
    """Row that becomes a member, with the new member number."""

    row: ImportRow
    one: Candidate
    number: str
    joined_on: date
    valid_until: date

    @property
    def person(self) -> Person:
        return self.one.person

    @property
    def former_number(self) -> str:
        """Former number; "" when it is also the new member number."""
        return "" if self.person.number == self.number else self.person.number


def import_batch(import_id: int, size: int = BATCH) -> int:
    """Imports the next rows that are ready; returns the number of rows processed, 0 at the end.

    Raises IntegrityError when another transaction made one of these people a member, or took one of
    the numbers, at the same time: nothing of the batch is stored then.
    """
    with transaction.atomic():
        run = Import.lock(import_id, state=ImportState.TAKING)
        if run is None:
            return 0
        ready = list(_ready(run)[:size])
        if ready:
            _import_rows(run, ready)
    return len(ready)


def import_some(import_id: int) -> int:
    """Imports the next rows; a row that conflicts with other changes is marked as wrong."""
    give_up = partial(_mark_next_row_wrong, import_id)
    return process_batch(partial(import_batch, import_id), give_up, size=BATCH)


def _mark_next_row_wrong(import_id: int) -> None:
    """Marks the next row that is ready as wrong, because it conflicts with other changes."""
    with transaction.atomic():
        run = Import.lock(import_id)
        row = _ready(run).first() if run is not None else None
        if row is not None:
            _set(row, Verdict(RowState.WRONG, (Problem(None, "row_collides"),)))


def _ready(run: Import) -> models.QuerySet[ImportRow]:
    return ImportRow.objects.filter(run=run, state=RowState.READY).order_by("number")


def _import_rows(run: Import, ready: Sequence[ImportRow]) -> None:
    layout, day = Layout.from_json(run.columns), today()
    people = []
    for row in ready:
        assert row.cells is not None
        cells = row.cells.reveal()
        judged = rows.validate_row(cells, layout.fields, today=day, lenient=run.lenient)
        people.append(candidate(row.number, cells, judged))
    _lock_persons(people)
    existing = ExistingMembers.among(people)
    fresh: list[tuple[ImportRow, Candidate]] = []
    for row, one in zip(ready, people, strict=True):
        changed = _changed(one, existing)
        if changed:
            _set(row, changed)
        else:
            fresh.append((row, one))
    if fresh:
        _create_members(run, _newcomers(fresh, day))


def _changed(one: Candidate, existing: ExistingMembers) -> Verdict | None:
    """Returns a new verdict when the person has become a member or a value is no longer valid since
    the dry run; else None.
    """
    if one.judged.problems:
        return Verdict(RowState.WRONG, one.judged.problems)
    return existing.verdict(one)


def _set(row: ImportRow, verdict: Verdict) -> None:
    problems = [problem.to_json() for problem in verdict.problems]
    transitions.move(row, verdict.state, table=ROW_TRANSITIONS, problems=problems)


def _lock_persons(people: Sequence[Candidate]) -> None:
    """Locks the persons of a batch as `lock_person` does."""
    lock_persons(digest for one in people for digest in one.nik_hashes)


def _newcomers(fresh: Sequence[tuple[ImportRow, Candidate]], day: date) -> list[Newcomer]:
    """Assigns numbers: the former number when it is valid here and free, else a new one."""
    former_numbers = [one.person.number for _row, one in fresh if one.person.keeps_number]
    taken = existing_login_names(former_numbers)
    keep_flags = [
        one.person.keeps_number and one.person.number.upper() not in taken for _row, one in fresh
    ]
    new = iter(new_numbers(keep_flags.count(False), day.year))
    until = years_after(day, MembershipPolicies.current().membership_years)
    return [
        Newcomer(
            row=row,
            one=one,
            number=one.person.number if keeps_number else next(new),
            joined_on=one.person.joined_on or day,
            valid_until=one.person.valid_until or until,
        )
        for (row, one), keeps_number in zip(fresh, keep_flags, strict=True)
    ]


def _create_members(run: Import, people: Sequence[Newcomer]) -> None:
    actor = Actor.system("membership.importing")
    unclaimed = [Unclaimed(one.number, one.person.email, one.person.name) for one in people]
    users = accounts.create_unclaimed(people=unclaimed, actor=actor)
    now = clock.now()
    applications = Application.objects.bulk_create(
        [_application(run, one, user, now) for one, user in zip(people, users, strict=True)],
        batch_size=BATCH,
    )
    members = Member.objects.bulk_create(
        [_member(one, application) for one, application in zip(people, applications, strict=True)],
        batch_size=BATCH,
    )
    ImportedMember.objects.bulk_create(
        [
            ImportedMember(
                member=member, run=run, row_number=one.row.number, former_number=one.former_number
            )
            for one, member in zip(people, members, strict=True)
        ],
        batch_size=BATCH,
    )
    emit_all(events.MEMBER_IMPORTED, actor=actor, subjects=members, data={"run": run.pk})
    transitions.move_all(
        ImportRow.objects.filter(pk__in=[one.row.pk for one in people]),
        RowState.READY,
        RowState.TAKEN,
        table=ROW_TRANSITIONS,
        cells=None,
    )


def _application(run: Import, one: Newcomer, user: User, now: datetime) -> Application:
    """Creates an approved application, as the other program's library had decided; it is not
    counted.

    There are no photos, so that it is marked as erased from the start. `submit_key` contains the
    row, so that the database refuses to import a row twice.
    """
    person, home = one.person, library().region
    form = _form(person, home)
    resident = form.regency or person.nik[:4] or home
    return Application(
        code=new_code(),
        state=ApplicationState.APPROVED,
        origin=Origin.IMPORT,
        identity_kind=person.identity_kind or "",
        name=person.name,
        email=person.email,
        nik_hash=one.one.nik_hash,
        details=forms.write(form),
        resident=resident == home,
        user=user,
        submit_key=f"import:{run.pk}:{one.row.number}",
        submitted_at=now,
        decided_at=now,
        decided_by_id=run.staff_id,
        ended_at=now,
        erased_at=now,
    )


def _form(person: Person, home: str) -> ApplicationForm:
    codes = places.codes_of(person.places, home=home)
    province, regency, district = codes
    return ApplicationForm(
        identity_kind=person.identity_kind,
        number=person.nik,
        name=person.name,
        birth_place=person.places.get(Field.BIRTH_PLACE, ""),
        birth_date=person.birth_date,
        sex=person.sex,
        email=person.email,
        phone=person.phone,
        street=places.street_of(person.places, codes, longest=MAX_LENGTHS[Field.ADDRESS]),
        village=person.places.get(Field.VILLAGE, ""),
        district=district,
        regency=regency,
        province=province,
    )


def _member(one: Newcomer, application: Application) -> Member:
    """Creates the member; EXPIRED when the membership is over. `told_of_end` is set, so that no
    reminder of the end is sent before the claim.
    """
    over = one.valid_until < today()
    return Member(
        user=application.user,
        application=application,
        number=one.number,
        nik_hash=one.one.nik_hash,
        name=one.person.name,
        state=MemberState.EXPIRED if over else MemberState.ACTIVE,
        joined_on=one.joined_on,
        valid_until=one.valid_until,
        told_of_end=one.valid_until,
    )
