"""Recording of simulated loans of the past, for a demo library."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from rontal.catalogue.models import Title
from rontal.catalogue.search import availability
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotAllowed
from rontal.core.events import Happened, write_past
from rontal.core.statements import BATCH
from rontal.lending import events
from rontal.lending.ages import check_age
from rontal.lending.errors import AgeUnknown, LengthNotOffered, NotAMember, TooYoung
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.rules import Allowance, LicenceKind
from rontal.lending.selectors import allowance_of
from rontal.lending.services.forgetting import anonymise_loans
from rontal.lending.services.settling import CLOCK
from rontal.lending.services.use_counts import Refusal, count_days
from rontal.lending.simulation import (
    Lent,
    LoanRequest,
    Queued,
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
_ENDS = {LoanState.RETURNED: events.LOAN_RETURNED, LoanState.EXPIRED: events.LOAN_EXPIRED}
_LEFT = {HoldState.FULFILLED: events.HOLD_FULFILLED, HoldState.CANCELLED: events.HOLD_CANCELLED}


@dataclass(frozen=True)
class OpenReading:
    """Readings of an open-access file by one visitor, `times` within an hour."""

    title_id: int
    at: datetime
    times: int = 1


def record_past(
    *, wishes: Sequence[LoanRequest], readings: Sequence[OpenReading], actor: Actor
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
        members = _members(wishes)
        lived = _live(wishes, members)
        _write(lived, members)
        count_days(_sums(lived, readings))
        availability.note(*{loan.wish.title_id for loan in lived.loans})
        anonymise_loans()
    return len(lived.loans)


def _members(wishes: Iterable[LoanRequest]) -> dict[int, Member]:
    rows = Member.objects.select_related("application")
    return rows.in_bulk({wish.member_id for wish in wishes})


def _live(wishes: Sequence[LoanRequest], members: dict[int, Member]) -> SimulationResult:
    profile = library()
    allowances = {pk: allowance_of(member) for pk, member in members.items()}
    for wish in wishes:
        _check(wish, members.get(wish.member_id), allowances)
    ways = SimulationSettings(profile.tz, profile.policies.hold_ready_days, allowances)
    return simulate(_for_their_age(wishes, members), _stock(), ways, until=clock.now())


def _check(wish: LoanRequest, member: Member | None, allowances: dict[int, Allowance]) -> None:
    if member is None or wish.at < _since(member):
        raise NotAMember
    lengths = allowances[wish.member_id].lengths
    if wish.days not in lengths:
        raise LengthNotOffered(longest=lengths[-1])


def _since(member: Member) -> datetime:
    """Returns when the membership started; at 00:00 of the day for an imported member."""
    begin = datetime.combine(member.joined_on, time(), library().tz)
    return member.application.decided_at or begin


def _for_their_age(
    wishes: Sequence[LoanRequest], members: dict[int, Member]
) -> Iterator[LoanRequest]:
    titles = Title.objects.in_bulk({wish.title_id for wish in wishes})
    return (w for w in wishes if _may(members[w.member_id], titles[w.title_id], w.at))


def _may(member: Member, title: Title, at: datetime) -> bool:
    with clock.standing_at(at):
        try:
            check_age(member, title)
        except (TooYoung, AgeUnknown):
            return False
    return True


def _stock() -> list[Stock]:
    lent = Licence.objects.exclude(kind__in=_NOT_LENT).order_by("pk")
    return [Stock(one.title_id, one.granted_at, one.terms()) for one in lent]


def _write(lived: SimulationResult, members: dict[int, Member]) -> None:
    loans = Loan.objects.bulk_create(map(_loan, lived.loans), batch_size=BATCH)
    holds = Hold.objects.bulk_create(map(_hold, lived.holds), batch_size=BATCH)
    actors = {pk: Actor.person(member.user_id) for pk, member in members.items()}
    write_past(
        [
            *(told for one, row in zip(lived.loans, loans, strict=True)
              for told in _of_loan(one, row, actors[one.wish.member_id])),
            *(told for one, row in zip(lived.holds, holds, strict=True)
              for told in _of_hold(one, row, actors[one.wish.member_id])),
        ]
    )  # fmt: skip


def _loan(one: Lent) -> Loan:
    return Loan(
        member_id=one.wish.member_id,
        title_id=one.wish.title_id,
        licence_id=one.slot.licence_id,
        copy=one.slot.copy,
        serial=one.serial,
        state=one.state,
        started_at=one.started_at,
        due_at=one.due_at,
        ended_at=one.ended_at,
    )


def _hold(one: Queued) -> Hold:
    return Hold(
        member_id=one.wish.member_id,
        title_id=one.wish.title_id,
        state=one.state,
        placed_at=one.placed_at,
        licence_id=one.kept.licence_id if one.kept else None,
        copy=one.kept.copy if one.kept else None,
        ready_until=one.ready_until,
        ended_at=one.ended_at,
    )


def _of_loan(one: Lent, row: Loan, reader: Actor) -> Iterator[Happened]:
    yield Happened(events.LOAN_STARTED, one.started_at, reader, row)
    if one.ended_at is not None:
        by = CLOCK if one.state is LoanState.EXPIRED else reader
        yield Happened(_ENDS[one.state], one.ended_at, by, row)


def _of_hold(one: Queued, row: Hold, reader: Actor) -> Iterator[Happened]:
    yield Happened(events.HOLD_PLACED, one.placed_at, reader, row)
    if one.ready_at is not None:
        yield Happened(events.HOLD_READY, one.ready_at, CLOCK, row)
    if one.ended_at is not None:
        yield Happened(_LEFT[one.state], one.ended_at, reader, row)


def _sums(lived: SimulationResult, readings: Iterable[OpenReading]) -> Sums:
    """Returns the counts by title and day.

    Openings by a reader within an hour count once as `opened_anew`. Each request also counts as a
    view of the title's page.
    """
    sums: Sums = defaultdict(Counter)
    looks = [(one.wish.title_id, one.started_at) for one in lived.loans]
    looks += [(one.title_id, one.at) for one in lived.turned_away]
    for title, at in looks:
        sums[title, _local(at).date()].update(looked=1, seen_anew=1)
    for loan in lived.loans:
        moments = [_local(at) for at in loan.openings(clock.now())]
        for at in moments:
            sums[loan.wish.title_id, at.date()]["opened"] += 1
        for day, _hour in {(at.date(), at.hour) for at in moments}:
            sums[loan.wish.title_id, day]["opened_anew"] += 1
    for gone in lived.turned_away:
        why = Refusal.NO_LICENCE if gone.hopeless else Refusal.LIMIT_EXCEEDED
        sums[gone.title_id, _local(gone.at).date()][why.value] += 1
    for one in readings:
        sums[one.title_id, _local(one.at).date()].update(
            read_open=one.times, read_open_anew=1, looked_open=1, seen_open_anew=1
        )
    return sums


def _local(at: datetime) -> datetime:
    return timezone.localtime(at, library().tz)
