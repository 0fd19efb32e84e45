"""Tests of ready copies of inactive members: the copy goes to the next, the place stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from rontal.accounts.roles import Role
from rontal.lending import services
from rontal.lending.models import Hold
from rontal.membership import services as membership
from rontal.membership.models import Member
from rontal.membership.selectors import today
from tests.support.lending.factories import borrower
from tests.support.lending.holds import fully_lent_title, owner, state, wait
from tests.support.membership import factories
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db


def ready_and_waiting_holds() -> tuple[Hold, Hold]:
    """Returns a ready hold and a waiting one behind it."""
    title_id, [holder], [loan_id] = fully_lent_title()
    first, second = wait(title_id), wait(title_id)
    services.return_loan(loan_id=loan_id, actor=holder)
    assert (state(first), state(second)) == ("ready", "waiting")
    return first, second


def suspend_member(hold: Hold) -> None:
    arguments = {"reason": "asked", "words": "", "until": None, "actor": factories.clerk(Role.HEAD)}
    membership.suspend_member(member_id=hold.member_id, **arguments)


def run_out(hold: Hold) -> None:
    yesterday = today() - timedelta(days=1)
    Member.objects.filter(pk=hold.member_id).update(valid_until=yesterday)
    assert membership.expire_memberships() == 1


@pytest.mark.whole
@pytest.mark.parametrize("stand_still", [suspend_member, run_out])
def test_copy_reserved_for_a_member_who_may_not_borrow_goes_to_the_next_at_once(
    stand_still: Callable[[Hold], None],
) -> None:
    first, second = ready_and_waiting_holds()
    stand_still(first)
    carry_on(set())
    assert (state(first), state(second)) == ("waiting", "ready")
    first.refresh_from_db()
    assert (first.misses, first.copy, first.ready_until) == (0, None, None)


def test_member_back_from_a_suspension_is_next_again() -> None:
    first, second = ready_and_waiting_holds()
    third, done = wait(first.title_id), set[int]()
    suspend_member(first)
    carry_on(done)
    membership.lift_suspension(member_id=first.member_id, actor=factories.clerk(Role.HEAD))
    carry_on(done)
    services.cancel_hold(hold_id=second.pk, actor=owner(second))
    assert (state(first), state(third)) == ("ready", "waiting")


def test_reserved_copy_of_a_suspended_member_is_free_before_the_job_runs() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    hold = wait(title_id)
    services.return_loan(loan_id=loan_id, actor=holder)
    suspend_member(hold)
    assert services.borrow(title_id=title_id, actor=borrower()).state == "active"
    assert state(hold) == "waiting"


def test_closed_membership_has_no_reserved_copy() -> None:
    first, second = ready_and_waiting_holds()
    arguments = {"reason": "asked", "actor": factories.clerk(Role.HEAD)}
    membership.close_member(member_id=first.member_id, **arguments)
    carry_on(set())
    assert (state(first), state(second)) == ("cancelled", "ready")
