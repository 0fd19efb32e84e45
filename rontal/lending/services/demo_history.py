"""Recording of simulated loans of the past, for a demo library."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from rontal.catalogue import changes
from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotAllowed
from rontal.core.events import PastEvent, write_past
from rontal.core.statements import BATCH
from rontal.lending import events
from rontal.lending.ages import check_age
from rontal.lending.errors import AgeUnknown, LengthNotOffered, NotAMember, TooYoung
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import Allowance, LicenceKind
from rontal.lending.selectors import allowance_of
from rontal.lending.services.loan_history import anonymise_loans
from rontal.lending.services.settling import CLOCK
from rontal.lending.services.use_counts import Refusal, count_days
from rontal.lending.simulation import (
    LoanRequest,
    SimulatedHold,
    SimulatedLoan,
    SimulationResult,
    SimulationSettings,
    Stock,
    simulate,
)
from rontal.lending.states import HoldState, LoanState
from rontal.membership.models import Member
from rontal.standard.selectors import library

Sums = defaultdict[tuple[int, date], Counter[str]]
_NOT_LENT = (LicenceKind.OPEN_ACCESS, LicenceKind.IN_LIBRARY)
_LOAN_ENDS = {LoanState.RETURNED: events.LOAN_RETURNED, LoanState.EXPIRED: events.LOAN_EXPIRED}
_HOLD_ENDS = {
    HoldState.FULFILLED: events.HOLD_FULFILLED,
    HoldState.CANCELLED: events.HOLD_CANCELLED,
}


@dataclass(frozen=True)
class OpenReading:
    """Readings of an open-access file by one visitor, `times` within an hour."""

    title_id: int
    at: datetime
    times: int = 1


def record_past(
    *, requests: Sequence[LoanRequest], readings: Sequence[OpenReading], actor: Actor
) -> int:
    """Simulates these requests up to now and stores the result; returns how many loans started.

    The simulation uses the rules, and the licences valid at each moment. It stores loans, holds,
    daily counts and events, but sends no notifications. Requests below the age limit of a title are
    ignored. Loans that ended some days ago are anonymised as usual. Returns 0 and stores nothing
    where any loan or hold exists. Raises NotAllowed for actors other than the system, NotAMember
    where a request is older than the membership, LengthNotOffered.
    """
    if actor.kind != ActorKind.SYSTEM:
        raise NotAllowed
    with transaction.atomic():
        if Loan.objects.exists() or Hold.objects.exists():
            return 0
        members = _members(requests)
        result = _simulate(requests, members)
        _store(result, members)
        count_days(_daily_counts(result, readings))
        changes.note(*{loan.request.title_id for loan in result.loans})
        anonymise_loans()
    return len(result.loans)


def _members(requests: Iterable[LoanRequest]) -> dict[int, Member]:
    rows = Member.objects.select_related("application")
    return rows.in_bulk({request.member_id for request in requests})


def _simulate(requests: Sequence[LoanRequest], members: dict[int, Member]) -> SimulationResult:
    profile = library()
    allowances = {pk: allowance_of(member) for pk, member in members.items()}
    for request in requests:
        _check(request, members.get(request.member_id), allowances)
    settings = SimulationSettings(profile.tz, LendingPolicies.current().hold_ready_days, allowances)
    return simulate(_allowed_by_age(requests, members), _stock(), settings, until=clock.now())


def _check(request: LoanRequest, member: Member | None, allowances: dict[int, Allowance]) -> None:
    if member is None or request.at < _since(member):
        raise NotAMember
    lengths = allowances[request.member_id].lengths
    if request.days not in lengths:
        raise LengthNotOffered(longest=lengths[-1])


def _since(member: Member) -> datetime:
    """Returns when the membership started; at 00:00 of the day for an imported member."""
    begin = datetime.combine(member.joined_on, time(), library().tz)
    return member.application.decided_at or begin


def _allowed_by_age(
    requests: Sequence[LoanRequest], members: dict[int, Member]
) -> Iterator[LoanRequest]:
    titles = Title.objects.in_bulk({request.title_id for request in requests})
    return (
        request
        for request in requests
        if _is_old_enough(members[request.member_id], titles[request.title_id], request.at)
    )


def _is_old_enough(member: Member, title: Title, at: datetime) -> bool:
    with clock.frozen_at(at):
        try:
            check_age(member, title)
        except (TooYoung, AgeUnknown):
            return False
    return True


def _stock() -> list[Stock]:
    lent = Licence.objects.exclude(kind__in=_NOT_LENT).order_by("pk")
    return [Stock(one.title_id, one.granted_at, one.terms()) for one in lent]


def _store(result: SimulationResult, members: dict[int, Member]) -> None:
    loans = Loan.objects.bulk_create(map(_loan, result.loans), batch_size=BATCH)
    holds = Hold.objects.bulk_create(map(_hold, result.holds), batch_size=BATCH)
    actors = {pk: Actor.person(member.user_id) for pk, member in members.items()}
    write_past(
        [
            *(event for one, row in zip(result.loans, loans, strict=True)
              for event in _loan_events(one, row, actors[one.request.member_id])),
            *(event for one, row in zip(result.holds, holds, strict=True)
              for event in _hold_events(one, row, actors[one.request.member_id])),
        ]
    )  # fmt: skip


def _loan(one: SimulatedLoan) -> Loan:
    return Loan(
        member_id=one.request.member_id,
        title_id=one.request.title_id,
        licence_id=one.slot.licence_id,
        copy=one.slot.copy,
        serial=one.serial,
        state=one.state,
        started_at=one.started_at,
        due_at=one.due_at,
        ended_at=one.ended_at,
    )


def _hold(one: SimulatedHold) -> Hold:
    return Hold(
        member_id=one.request.member_id,
        title_id=one.request.title_id,
        state=one.state,
        placed_at=one.placed_at,
        licence_id=one.reserved_slot.licence_id if one.reserved_slot else None,
        copy=one.reserved_slot.copy if one.reserved_slot else None,
        ready_until=one.ready_until,
        ended_at=one.ended_at,
    )


def _loan_events(one: SimulatedLoan, row: Loan, reader: Actor) -> Iterator[PastEvent]:
    yield PastEvent(events.LOAN_STARTED, one.started_at, reader, row)
    if one.ended_at is not None:
        by = CLOCK if one.state is LoanState.EXPIRED else reader
        yield PastEvent(_LOAN_ENDS[one.state], one.ended_at, by, row)


def _hold_events(one: SimulatedHold, row: Hold, reader: Actor) -> Iterator[PastEvent]:
    yield PastEvent(events.HOLD_PLACED, one.placed_at, reader, row)
    if one.ready_at is not None:
        yield PastEvent(events.HOLD_READY, one.ready_at, CLOCK, row)
    if one.ended_at is not None:
        yield PastEvent(_HOLD_ENDS[one.state], one.ended_at, reader, row)


def _daily_counts(result: SimulationResult, readings: Iterable[OpenReading]) -> Sums:
    """Returns the counts by title and day.

    Openings by a reader within an hour count once as `opened_anew`. Each request also counts as a
    view of the title's page.
    """
    sums: Sums = defaultdict(Counter)
    page_views = [(one.request.title_id, one.started_at) for one in result.loans]
    page_views += [(one.title_id, one.at) for one in result.turned_away]
    for title, at in page_views:
        sums[title, _local(at).date()].update(looked=1, seen_anew=1)
    for loan in result.loans:
        moments = [_local(at) for at in loan.openings(clock.now())]
        for at in moments:
            sums[loan.request.title_id, at.date()]["opened"] += 1
        for day, _hour in {(at.date(), at.hour) for at in moments}:
            sums[loan.request.title_id, day]["opened_anew"] += 1
    for rejection in result.turned_away:
        refusal = Refusal.NO_LICENCE if rejection.hopeless else Refusal.LIMIT_EXCEEDED
        sums[rejection.title_id, _local(rejection.at).date()][refusal.value] += 1
    for one in readings:
        sums[one.title_id, _local(one.at).date()].update(
            read_open=one.times, read_open_anew=1, looked_open=1, seen_open_anew=1
        )
    return sums


def _local(at: datetime) -> datetime:
    return timezone.localtime(at, library().tz)
