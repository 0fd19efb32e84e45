"""Content of a member's home page."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.urls import reverse

from rontal.catalogue.rows import Row
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending.member_overview import CurrentHold, CurrentLoan, MemberOverview, overview_of
from rontal.lending.policies import LendingPolicies
from rontal.lending.states import HoldState
from rontal.membership.models import Member
from rontal.membership.selectors import member_of
from rontal.reading.selectors import Progress, progress_of
from rontal.web.home.home_shelves import HomeShelf, listed_shelf, shelves_for_all
from rontal.web.membership_notice import MembershipNotice, notice_for

NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class HomeLoan:
    """Running loan: reading progress, last reading, due time, and whether it can be renewed."""

    id: int
    title: Row
    progress: Progress
    started_at: datetime
    due_at: datetime
    ends_soon: bool
    renewable: bool

    @property
    def recency(self) -> tuple[datetime, datetime]:
        """Sort key: time of the last reading; the start of the loan where it was never opened."""
        return self.progress.at or NEVER, self.started_at


@dataclass(frozen=True)
class MemberHome:
    """Data of the page: membership notice, last book, other loans by due time, holds, shelves.

    `ready` are holds with a reserved copy, `waiting` is the number of the other holds.
    """

    member: Member
    standing: MembershipNotice | None
    reading: HomeLoan | None
    loans: list[HomeLoan]
    ready: list[CurrentHold]
    waiting: int
    shelves: list[HomeShelf]

    @property
    def is_empty(self) -> bool:
        """True where nothing is on loan or ready."""
        return self.reading is None and not self.ready


def member_home(actor: Actor) -> MemberHome | None:
    """Returns the home page of the actor; None for a person who is not a member."""
    member = member_of(actor.id)
    if member is None:
        return None
    current = overview_of(actor)
    loans = _loans(actor, current.loans)
    reading = max(loans, key=lambda one: one.recency, default=None)
    ready = [one for one in current.holds if one.hold.state == HoldState.READY]
    return MemberHome(
        member=member,
        standing=notice_for(member),
        reading=reading,
        loans=[one for one in loans if one is not reading],
        ready=sorted(ready, key=lambda one: one.hold.ready_until or NEVER),
        waiting=len(current.holds) - len(ready),
        shelves=_shelves(current),
    )


def _loans(actor: Actor, loans: list[CurrentLoan]) -> list[HomeLoan]:
    if not loans:
        return []
    progress = progress_of(actor, [one.title.id for one in loans])
    soon = clock.now() + timedelta(days=LendingPolicies.current().renew_from_days)
    return [
        HomeLoan(
            id=one.loan.pk,
            title=one.title,
            progress=progress[one.title.id],
            started_at=one.loan.started_at,
            due_at=one.loan.due_at,
            ends_soon=one.loan.due_at <= soon,
            renewable=one.renewable,
        )
        for one in loans
    ]


def _shelves(current: MemberOverview) -> list[HomeShelf]:
    listed = current.free_listed
    own = [listed_shelf(listed, reverse("my_list"))] if listed else []
    return own + shelves_for_all()
