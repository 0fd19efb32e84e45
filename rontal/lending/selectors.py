"""Selectors for loans, holds and available copies, which are counted and never stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, TypeVar

from django.db.models import Case, Count, Min, Q, QuerySet, When

from rontal.catalogue import browsing, editions
from rontal.catalogue.rows import Row as CatalogueRow
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.errors import ReadInLibrary
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import (
    FOREVER,
    Allowance,
    Availability,
    EndReason,
    LicenceKind,
    allowance,
    is_inside,
)
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.lending.title_availability import (
    AVAILABILITY_JSON,
    TITLE_PAGE_JSON,
    OwnHold,
    PersonalAvailability,
    availability_from_json,
    query_availability,
)
from rontal.membership.models import Member
from rontal.membership.rules.ages import ADULT, age_on
from rontal.membership.selectors import today
from rontal.membership.selectors.members import birth_date_of
from rontal.standard.selectors import library

_DEFERRED: Final = ("title__description",)
EndedRow = TypeVar("EndedRow", Loan, Hold)
POPULAR_WITHIN: Final = timedelta(days=28)
ENDED_SHOWN_FOR: Final = timedelta(days=14)
"""Period for which a member's home page shows loans and holds that the library ended."""
NOBODY: Final = 0  # no account has this id


def availability(title_ids: Iterable[int]) -> dict[int, Availability]:
    """Returns the counts of each title by id, for every id. One query."""
    return {
        pk: standing.availability for pk, standing in query_availability(title_ids, None).items()
    }


def availability_by_title(
    title_ids: Iterable[int], actor: Actor
) -> dict[int, PersonalAvailability]:
    """Returns the availability of each title to the actor by id, for every id. One query."""
    return _mark_readable_here(query_availability(title_ids, actor.id), actor)


def availability_to(title_id: int, actor: Actor) -> PersonalAvailability:
    return availability_by_title([title_id], actor)[title_id]


def title_with_availability(
    slug: str, actor: Actor
) -> tuple[CatalogueRow, PersonalAvailability, list[tuple[CatalogueRow, Availability]]]:
    """Returns a title by its slug, its availability to the actor, and its other editions.

    Editions come with their counts. One query, two where there are editions. Raises NotFound (see
    `catalogue.browsing.title_by_slug`).
    """
    column, values = TITLE_PAGE_JSON[actor.id is not None], {"now": clock.now(), "user": actor.id}
    title, (counts, others) = browsing.title_with_column(column, slug, values)
    edition_rows = editions.of(title, others, AVAILABILITY_JSON[False], values)
    other_editions = [
        (one, availability_from_json(more).availability) for one, more in edition_rows
    ]
    return (
        title,
        _mark_readable_here({title.id: availability_from_json(counts)}, actor)[title.id],
        other_editions,
    )


def figures_of(title_id: int) -> tuple[int, int]:
    """Returns how often a title was lent in all, and in the last 365 days. One query."""
    year = Q(started_at__gt=clock.now() - timedelta(days=365))
    counts = Loan.objects.filter(title=title_id).aggregate(
        all=Count("pk"), year=Count("pk", filter=year)
    )
    return counts["all"], counts["year"]


def popular(limit: int) -> list[int]:
    """Returns ids of the titles borrowed most often in the last four weeks, most popular first.

    One index-only query.
    """
    since = clock.now() - POPULAR_WITHIN
    rows = Loan.objects.filter(started_at__gte=since).order_by().values("title_id")
    counted = rows.annotate(times=Count("title_id")).order_by("-times", "title_id")
    return [row["title_id"] for row in counted[:limit]]


def allowance_of(member: Member) -> Allowance:
    """Returns the loan limits of a member.

    The birth date is decrypted only where the limits of children differ.
    """
    policies, is_resident = LendingPolicies.current(), member.application.resident
    adult_limits = allowance(policies, is_child=False, is_resident=is_resident)
    child = allowance(policies, is_child=True, is_resident=is_resident)
    if adult_limits == child:
        return adult_limits
    born = birth_date_of(member)
    return child if born and age_on(born, today()) < ADULT else adult_limits


def lengths_offered(longest: int | None = None) -> tuple[dict[int, int], int]:
    """Returns the library's loan periods in days, and the one to propose.

    Each period maps to the days that the loan lasts, at most `longest` where licences limit it.
    """
    most = allowance(LendingPolicies.current(), is_child=False, is_resident=True)
    lengths = {days: min(days, longest or days) for days in most.lengths}
    enough = next((days for days in lengths if longest and days >= longest), most.lengths[-1])
    offered = {days: lasts for days, lasts in lengths.items() if days <= enough}
    return offered, min(most.proposed, enough)


@dataclass(frozen=True)
class OwnBooks:
    """A member's running loans and open holds, and those that the library ended recently.

    Loans have their licences. Order: earliest due date, ready and then oldest holds, newest end.
    """

    loans: list[Loan]
    holds: list[Hold]
    revoked: list[Loan]
    dropped: list[Hold]


def books_of(actor: Actor) -> OwnBooks:
    """Returns the actor's loans and holds. Two queries."""
    now, own = clock.now(), Q(member__user_id=actor.id or NOBODY)
    lately = now - ENDED_SHOWN_FOR
    shown = [LoanState.ACTIVE, LoanState.REVOKED]
    own_loans = Loan.objects.filter(own, state__in=shown).select_related("licence")
    loans = list(own_loans.order_by("due_at", "pk"))
    waiting = Hold.objects.filter(own, state__in=[*OPEN_HOLDS, HoldState.DROPPED])
    holds = list(waiting.order_by("state", "placed_at"))
    return OwnBooks(
        loans=[one for one in loans if one.state == LoanState.ACTIVE and one.due_at > now],
        holds=[one for one in holds if one.state != HoldState.DROPPED],
        revoked=_newest_end([one for one in loans if one.ended_at and one.ended_at > lately]),
        dropped=_newest_end([one for one in holds if one.ended_at and one.ended_at > lately]),
    )


def loans_of(actor: Actor) -> list[Loan]:
    """Returns the actor's running loans with their licences, earliest due date first. One query."""
    return list(_own_loans(actor).select_related("licence").order_by("due_at", "pk"))


def renewable(loans: Iterable[Loan], counted: Mapping[int, Availability] | None = None) -> set[int]:
    """Returns the ids of those loans (with licences) that can be renewed now.

    `counted` are the counts of their titles where known. Otherwise one query, or none where no loan
    is near its end.
    """
    policies, now = LendingPolicies.current(), clock.now()
    soon = now + timedelta(days=policies.renew_from_days)
    some = [
        loan
        for loan in loans
        if loan.renewals < policies.renewals_at_most
        and loan.due_at <= soon
        and loan.licence.kind != LicenceKind.IN_LIBRARY
        and loan.licence.loans_allowed is None
        and loan.licence.terms().end(FOREVER, begun=loan.started_at) > loan.due_at
    ]
    if counted is None:
        counted = availability(loan.title_id for loan in some)
    return {loan.pk for loan in some if not counted[loan.title_id].waiting}


def hold_of(hold_id: int, actor: Actor) -> tuple[Hold, OwnHold]:
    """Returns an open hold of the actor with its title; raises NotFound."""
    rows = Hold.objects.filter(member__user_id=actor.id or NOBODY, state__in=OPEN_HOLDS)
    hold = rows.select_related("title").defer(*_DEFERRED).filter(pk=hold_id).first()
    own = availability_to(hold.title_id, actor).hold if hold else None
    if hold is None or own is None:
        raise NotFound
    return hold, own


def may_borrow_again(loan: Loan, actor: Actor) -> bool:
    """Returns True where the title of an ended loan (with its title) can be borrowed again.

    The title must be public and licensed, and the loan not ended for lack of rights.
    """
    if loan.end_reason == EndReason.RIGHTS or loan.title.state != TitleState.PUBLIC:
        return False
    return availability_to(loan.title_id, actor).availability.lendable


def own_titles(actor: Actor) -> list[int]:
    """Returns ids of titles on loan to the actor, earliest due date first, then of those on hold.

    Two queries.
    """
    now = clock.now()
    holds = Hold.objects.filter(member__user_id=actor.id or NOBODY).filter(
        Q(state__in=[HoldState.WAITING, HoldState.SUSPENDED])
        | Q(state=HoldState.READY, ready_until__gt=now)
    )
    ready_first = Case(When(state=HoldState.READY, then=1), default=2)
    on_loan = _own_loans(actor).order_by("due_at", "title_id").values_list("title_id", flat=True)
    on_hold = holds.order_by(ready_first, "placed_at", "title_id")
    return list(dict.fromkeys([*on_loan, *on_hold.values_list("title_id", flat=True)]))


def running_loan(loan_id: int, actor: Actor) -> Loan:
    """Returns the actor's running loan with its title and licence.

    Raises NotFound, and ReadInLibrary outside the library for a loan that is read in it only. A
    loan past its due time is over even before the job has ended it.
    """
    rows = _own_loans(actor).filter(pk=loan_id).select_related("title", "licence")
    loan = NotFound.if_none(rows.defer(*_DEFERRED).first())
    if loan.in_library and not in_library(actor):
        raise ReadInLibrary
    return loan


def in_library(actor: Actor) -> bool:
    """Returns True where the actor's address is in one of the library's networks."""
    return is_inside(actor.address, library().networks)


def loan_of(loan_id: int, actor: Actor) -> Loan:
    """Returns a loan of the actor in any state, with its title; raises NotFound."""
    rows = Loan.objects.select_related("title__cover").filter(member__user_id=actor.id or NOBODY)
    return NotFound.if_none(rows.filter(pk=loan_id).first())


def copy_limit(title_id: int, actor: Actor) -> int | None:
    """Returns how many characters of a title may be copied; None means no limit.

    The limit is that of the licence of the actor's last loan; without a known loan it is the
    strictest of the title's licences.
    """
    own = Loan.objects.filter(member__user_id=actor.id or NOBODY, title=title_id)
    limits = list(
        own.order_by("-started_at").values_list("licence__copy_characters", flat=True)[:1]
    )
    if limits:
        return limits[0]
    licences = Licence.objects.filter(title=title_id, copy_characters__isnull=False)
    strictest: int | None = licences.aggregate(least=Min("copy_characters"))["least"]
    return strictest


def every_loan_of(actor: Actor) -> list[Loan]:
    """Returns the actor's loans in any state with their titles, newest first. One query."""
    rows = Loan.objects.filter(member__user_id=actor.id or NOBODY).select_related("title")
    return list(rows.defer("title__description").order_by("-started_at", "-pk"))


def every_hold_of(actor: Actor) -> list[Hold]:
    """Returns the actor's holds in any state with their titles, newest first. One query."""
    rows = Hold.objects.filter(member__user_id=actor.id or NOBODY).select_related("title")
    return list(rows.defer("title__description").order_by("-placed_at", "-pk"))


def counts_of(member_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Returns the numbers of running loans and open holds by member id. Two queries."""
    ids = list(member_ids)
    running = Loan.objects.filter(member__in=ids, state=LoanState.ACTIVE, due_at__gt=clock.now())
    waiting = Hold.objects.filter(member__in=ids, state__in=OPEN_HOLDS)
    loans, holds = (
        dict(rows.values_list("member").annotate(number=Count("pk")).order_by())
        for rows in (running, waiting)
    )
    return {pk: (loans.get(pk, 0), holds.get(pk, 0)) for pk in ids}


def _own_loans(actor: Actor) -> "QuerySet[Loan]":
    rows = Loan.objects.filter(member__user_id=actor.id or NOBODY, state=LoanState.ACTIVE)
    return rows.filter(due_at__gt=clock.now())


def _newest_end(ended: list[EndedRow]) -> list[EndedRow]:
    return sorted(ended, key=lambda one: one.ended_at or FOREVER, reverse=True)


def _mark_readable_here(
    standings: dict[int, PersonalAvailability], actor: Actor
) -> dict[int, PersonalAvailability]:
    """Marks titles with copies that the actor can read at the present location."""
    some = [pk for pk, standing in standings.items() if standing.availability.free_inside]
    if some and in_library(actor):
        return standings | {pk: replace(standings[pk], here=True) for pk in some}
    return standings
