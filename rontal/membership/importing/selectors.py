"""Queries about imports of members. Each requires an actor; opening rows is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from rontal.accounts.roles import MEMBER_IMPORTERS
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.imports import selectors as runs
from rontal.membership.importing import events
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.models import Import, ImportedMember, ImportRow, RememberedColumns
from rontal.membership.importing.rules.rows import Problem
from rontal.membership.importing.states import RowState
from rontal.membership.policies import MembershipPolicies
from rontal.membership.states import MemberState


@dataclass(frozen=True)
class Counts:
    """Number of rows by state."""

    by_state: dict[RowState, int]

    @property
    def all(self) -> int:
        """Number of all rows that were read."""
        return sum(self.by_state.values())

    def of(self, state: RowState) -> int:
        return self.by_state.get(state, 0)


@dataclass(frozen=True)
class Invitations:
    """Number of an import's members by progress: without an address, to invite, invited but not
    claimed, claimed.
    """

    without_address: int
    to_invite: int
    invited: int
    claimed: int

    @property
    def members(self) -> int:
        return self.without_address + self.to_invite + self.invited + self.claimed


@dataclass(frozen=True)
class OpenedRow:
    """Row with its opened cells, which are personal data."""

    number: int
    state: RowState
    cells: list[str]
    problems: list[Problem]
    remarks: list[Problem]


def import_for_staff(import_id: int, actor: Actor) -> Import:
    """Returns the import; raises NotAllowed, NotFound. One query."""
    actor.require_or_system(*MEMBER_IMPORTERS)
    return runs.import_or_404(Import.objects.select_related("staff"), import_id)


def imports(actor: Actor) -> list[Import]:
    """Returns the newest imports; raises NotAllowed. One query."""
    actor.require_or_system(*MEMBER_IMPORTERS)
    rows = Import.objects.select_related("staff").defer("sample")
    return list(rows.order_by("-pk")[: runs.LISTED])


def counts(run: Import) -> Counts:
    """Counts the rows by state. One query."""
    return counts_by_import([run])[run.pk]


def counts_by_import(imports: Sequence[Import]) -> dict[int, Counts]:
    """Counts the rows of several imports by state. One query."""
    rows = ImportRow.objects.filter(run__in=imports).values_list("run", "state")
    counts: dict[int, dict[RowState, int]] = {run.pk: {} for run in imports}
    for run_id, state, number in rows.annotate(number=Count("pk")).order_by():
        counts[run_id][RowState(state)] = number
    return {run_id: Counts(by_state) for run_id, by_state in counts.items()}


def problem_counts(run: Import, *, state: RowState) -> list[tuple[str, int]]:
    """Counts the first errors of rows in a state: code and number, the most frequent first. One
    query.
    """
    rows = ImportRow.objects.filter(run=run, state=state).values_list("problems__0__1")
    totals = rows.annotate(number=Count("pk")).order_by("-number")
    return [(str(code), number) for code, number in totals if code]


def to_invite() -> Q:
    """Condition for imported members with an address who were never invited or whose link has
    expired.
    """
    days = MembershipPolicies.current().claim_link_days
    before = clock.now() - timedelta(days=days)
    due = Q(invited_at=None) | Q(invited_at__lte=before)
    return Q(claimed_at=None) & due & ~Q(member__application__email="")


def invitations(run: Import) -> Invitations:
    """Counts an import's members by progress, without closed ones. One query."""
    members = ImportedMember.objects.filter(run=run).exclude(member__state=MemberState.CLOSED)
    waits, reachable = Q(claimed_at=None), ~Q(member__application__email="")
    totals = members.aggregate(
        claimed=Count("pk", filter=~waits),
        invited=Count("pk", filter=waits & reachable & ~to_invite()),
        without=Count("pk", filter=waits & ~reachable),
        to_invite=Count("pk", filter=to_invite()),
    )
    return Invitations(totals["without"], totals["to_invite"], totals["invited"], totals["claimed"])


def layout_of(run: Import) -> Layout:
    return Layout.from_json(run.columns)


def sample_of(run: Import, *, actor: Actor) -> list[list[str]]:
    """Opens the first rows below the heading and records it; raises NotAllowed."""
    actor.require_or_system(*MEMBER_IMPORTERS)
    emit(events.SAMPLED, actor=actor, subject=run, data={"reason": "import_mapping"})
    return [list(map(str, row)) for row in run.sample.reveal()]


def rows_page(
    run: Import, *, state: RowState | None, code: str, number: str, actor: Actor
) -> "Page[ImportRow]":
    """Returns a page of rows in a state (None for all) with an error code ("" for all); opens
    nothing.
    """
    actor.require_or_system(*MEMBER_IMPORTERS)
    return Paginator(_rows(run, state, code), runs.PER_PAGE).get_page(number)


def opened_rows(run: Import, rows: Sequence[ImportRow], *, actor: Actor) -> list[OpenedRow]:
    """Opens rows, and records which ones and the reason; raises NotAllowed."""
    actor.require_or_system(*MEMBER_IMPORTERS)
    if rows:
        data: dict[str, Scalar] = {"reason": "import_report"}
        data |= {"first": rows[0].number, "last": rows[-1].number}
        emit(events.OPENED, actor=actor, subject=run, data=data)
    return [_opened(row) for row in rows]


def exported_rows(
    run: Import, *, state: RowState | None, code: str, actor: Actor
) -> Iterator[OpenedRow]:
    """Opens all rows in a state and records it; rows that were imported have no cells any more."""
    actor.require_or_system(*MEMBER_IMPORTERS)
    emit(events.EXPORTED, actor=actor, subject=run, data={"reason": "import_mending"})
    return map(_opened, _rows(run, state, code).iterator(chunk_size=1000))


def remembered(shape: str) -> RememberedColumns | None:
    """Returns the meanings that staff chose for a table with the same headings; None for none."""
    return RememberedColumns.objects.filter(shape=shape).first()


def _rows(run: Import, state: RowState | None, code: str) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(run=run).order_by("number")
    if state is not None:
        rows = rows.filter(state=state)
    return rows.filter(problems__0__1=code) if code else rows


def _opened(row: ImportRow) -> OpenedRow:
    return OpenedRow(
        number=row.number,
        state=RowState(row.state),
        cells=list(map(str, row.cells.reveal())) if row.cells is not None else [],
        problems=[Problem.from_json(entry) for entry in row.problems],
        remarks=[Problem.from_json(entry) for entry in row.remarks],
    )
