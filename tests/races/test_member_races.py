"""Races of memberships: two members of staff at once, and a member who borrows meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.lending import services as lending
from rontal.lending.models import Loan
from rontal.membership import errors, events, services
from rontal.membership.models import Member
from rontal.membership.selectors import members, today
from rontal.membership.services import member_states, merging
from rontal.membership.services import members as correcting
from rontal.membership.states import MemberState
from rontal.membership.suspensions import Suspension
from tests.support.lending import factories as books
from tests.support.membership import factories
from tests.support.membership.members import ending, fresh, without_number
from tests.support.races.threads import Moment, refusals, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def head() -> Actor:
    return factories.clerk(Role.HEAD)


def two_corrections(member: Member) -> list[Any]:
    """Corrects the name and the phone of a member from two copies of the same page."""
    first, second = factories.clerk(), factories.clerk()

    def correct(actor: Actor, **values: str) -> Any:
        return lambda: services.correct_member(
            member_id=member.pk, revision=0, values=values, reason="asked", actor=actor
        )

    return together(correct(first, name="Ni Wayan Sarini"), correct(second, phone="0813 2222 3333"))


def read_without_lock(member_id: int) -> Member:
    return Member.objects.get(pk=member_id)


def test_one_of_two_corrections_counts_and_nothing_is_lost(monkeypatch):
    member, moment = factories.member(), Moment()
    monkeypatch.setattr(correcting, "lock_open", moment.after(correcting.lock_open))
    results = two_corrections(member)
    assert refusals(results) == [errors.ChangedMeanwhile]
    assert fresh(member).revision == 1
    assert not moment.met


def test_control_without_the_lock_a_correction_is_overwritten_unnoticed(monkeypatch):
    member, moment = factories.member(), Moment()
    monkeypatch.setattr(correcting, "lock_persons", lambda _hashes: None)
    monkeypatch.setattr(correcting, "lock_open", moment.after(read_without_lock))
    results = two_corrections(member)
    assert refusals(results) == []
    assert moment.met
    stored = fresh(member)
    form = members.form_of(stored.application)
    assert (form.name, form.phone) != ("Ni Wayan Sarini", "+6281322223333")


def test_opposite_merges_by_two_heads_happen_one_after_the_other(monkeypatch):
    one, other, moment = without_number(), factories.member(), Moment()
    monkeypatch.setattr(merging, "_lock_both", moment.after(merging._lock_both))
    actors = head(), head()

    def join(surviving: Member, merged: Member, actor: Actor) -> Any:
        return lambda: services.join_members(
            surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=actor
        )

    results = together(join(one, other, actors[0]), join(other, one, actors[1]))
    assert refusals(results) == [errors.MembershipClosed]
    states = sorted((fresh(one).state, fresh(other).state))
    assert states == [MemberState.ACTIVE, MemberState.CLOSED]
    assert Event.objects.filter(name=events.MEMBER_JOINED_INTO).count() == 1
    assert not moment.met


def test_membership_is_merged_into_one_of_two_only():
    merged = factories.member()
    first, second = without_number(), without_number()
    actors = head(), head()
    results = together(
        *(
            lambda surviving=surviving, actor=actor: services.join_members(
                surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=actor
            )
            for surviving, actor in zip((first, second), actors, strict=True)
        )
    )
    assert refusals(results) == [errors.MembershipClosed]
    survivor = fresh(merged).joined_into
    assert survivor is not None
    number = [one for one in (first, second) if bytes(fresh(one).nik_hash)]
    assert [one.pk for one in number] == [survivor.pk]


def test_suspending_and_closing_at_once_leave_no_suspension(monkeypatch):
    member, moment = factories.member(), Moment()
    monkeypatch.setattr(member_states, "lock_open", moment.after(member_states.lock_open))
    actors = head(), head()
    together(
        lambda: services.suspend_member(
            member_id=member.pk, reason="asked", words="", until=None, actor=actors[0]
        ),
        lambda: services.close_member(member_id=member.pk, reason="asked", actor=actors[1]),
    )
    assert fresh(member).state == MemberState.CLOSED
    assert not Suspension.objects.exists()
    assert not moment.met


def test_two_presses_of_renew_add_the_years_once():
    end = today() + timedelta(days=9)
    member = ending(factories.member(), end)
    actors = factories.clerk(), factories.clerk()
    results = together(
        *(
            lambda actor=actor: services.renew_membership(
                member_id=member.pk, displayed_until=end, actor=actor
            )
            for actor in actors
        )
    )
    assert refusals(results) == [errors.ChangedMeanwhile]
    assert fresh(member).valid_until.year == end.year + 5


def test_book_borrowed_during_a_merge_is_not_lost():
    surviving, merged, title = without_number(), factories.member(), books.lendable()
    actor, borrower = head(), Actor.person(merged.user_id)
    together(
        lambda: services.join_members(
            surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=actor
        ),
        lambda: lending.borrow(title_id=title.pk, actor=borrower),
    )
    lending.move_loans_and_holds(goes_id=merged.pk)
    running = Loan.objects.filter(state="active")
    assert {loan.member_id for loan in running} <= {surviving.pk}
