"""Tests that SQL counts the free copies that the rules lend, in random states."""

from datetime import timedelta
from random import Random

import pytest
import time_machine

from rontal.core import clock
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.rules import LicenceKind
from rontal.lending.states import HoldState, LoanState
from rontal.membership.models import Member
from rontal.membership.states import MemberState
from tests.support.catalogue import factories as catalogue
from tests.support.lending.invariants import World
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db

TITLES = 30
DAY = timedelta(days=1)
KINDS = (
    LicenceKind.ONE_COPY_ONE_READER,
    LicenceKind.BY_TIME,
    LicenceKind.BY_LOANS,
    LicenceKind.IN_LIBRARY,
)


class RandomTitle:
    """A title in a random state that services can leave behind, also with late jobs."""

    def __init__(self, random: Random, members: list[Member]) -> None:
        self.random, self.now = random, clock.now()
        self.members = random.sample(members, len(members))
        self.title = catalogue.title()
        for _ in range(random.randint(1, 2)):
            self.add_licence()
        for member in self.members[: random.randint(0, 3)]:
            state = random.choice([HoldState.WAITING, HoldState.WAITING, HoldState.SUSPENDED])
            self.add_hold(member, state)

    def add_licence(self) -> None:
        kind = self.random.choice(KINDS)
        ends = self.now + self.random.choice([-1, 5, 9]) * DAY
        licence = Licence.objects.create(
            title=self.title,
            kind=kind,
            copies=self.random.randint(1, 3),
            ends_at=ends if kind == LicenceKind.BY_TIME else None,
            loans_allowed=self.random.randint(1, 6) if kind == LicenceKind.BY_LOANS else None,
        )
        remaining = licence.loans_allowed or 9
        for copy in range(1, licence.copies + 1):
            uses = self.random.choice(["", "past", "lent", "late", "kept", "missed"])
            if uses and remaining and self.members:
                remaining -= 1
                self.use(licence, copy, uses)
        while licence.loans_allowed and remaining and self.random.random() < 0.5:
            remaining -= 1
            self.add_loan(licence, 1, LoanState.RETURNED)

    def use(self, licence: Licence, copy: int, how: str) -> None:
        until = self.now + (-1 if how in ("late", "missed") else 1) * DAY
        until = min(until, licence.ends_at or until)
        if how == "past":
            self.add_loan(licence, copy, LoanState.RETURNED)
        elif how in ("lent", "late") or licence.kind == LicenceKind.IN_LIBRARY:
            self.add_loan(licence, copy, LoanState.ACTIVE, due_at=until)
        else:
            ready = {"licence": licence, "copy": copy, "ready_until": until}
            self.add_hold(self.members.pop(), HoldState.READY, **ready)

    def add_loan(self, licence: Licence, copy: int, state: LoanState, **changes: object) -> None:
        is_running = state == LoanState.ACTIVE
        loans_made = Loan.objects.filter(licence=licence).count()
        values = {
            "member": self.members.pop() if is_running else None,
            "serial": loans_made + 1 if licence.loans_allowed else None,
            "in_library": licence.kind == LicenceKind.IN_LIBRARY,
            "started_at": self.now - 9 * DAY,
            "due_at": self.now - DAY,
            "ended_at": None if is_running else self.now - 2 * DAY,
        }
        values |= changes
        Loan.objects.create(title=self.title, licence=licence, copy=copy, state=state, **values)

    def add_hold(self, member: Member, state: HoldState, **copy: object) -> None:
        placed = self.now - self.random.randint(1, 9) * DAY
        Hold.objects.create(title=self.title, member=member, state=state, placed_at=placed, **copy)


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(3))
def test_counts_in_sql_equal_the_copies_that_the_rules_lend(seed: int) -> None:
    random = Random(seed)
    members = [membership.member() for _ in range(10)]
    Member.objects.filter(pk__in=[one.pk for one in members[:3]]).update(
        state=MemberState.SUSPENDED
    )
    with time_machine.travel(clock.now(), tick=False):
        titles = [RandomTitle(random, members).title.pk for _ in range(TITLES)]
        world = World(titles)
        assert list(world.miscounted()) == []
    assert len({world.free(pk) for pk in titles}) > 2
