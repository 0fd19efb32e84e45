"""Tests of merging memberships of young people: the guardian's rights never come back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.rules.staff_reasons import JoiningCause
from rontal.membership.selectors.families import address_hash
from rontal.membership.selectors.guardianship import children_of_address
from rontal.membership.states import MemberState
from tests.support.accounts.factories import Role
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
AYU = address_hash("ayu@contoh.example")


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def child(birth: date = date(2010, 3, 2)) -> Member:
    """Creates a member whose identity number is not stored, so that it can be merged."""
    member = factories.member(factories.child_values(birth))
    Member.objects.filter(pk=member.pk).update(nik_hash=b"")
    Application.objects.filter(pk=member.application_id).update(nik_hash=b"")
    return member


def take_over(member: Member) -> None:
    services.take_over(
        application_id=member.application_id,
        purposes=["membership"],
        actor=Actor.person(member.user_id),
    )


def merge(surviving: Member, merged: Member) -> None:
    services.join_members(
        surviving_id=surviving.pk,
        merged_id=merged.pk,
        reason=JoiningCause.IMPORTED_TWICE,
        actor=factories.clerk(Role.HEAD),
    )


def asked_pair(travel: time_machine.Traveller) -> tuple[Member, Member]:
    first, second = child(), child()
    travel.move_to(datetime(2027, 3, 1, 17, 22, tzinfo=UTC))
    assert services.ask_for_hand_overs() == 2
    return first, second


def test_member_who_took_over_gets_no_guardian_back(travel: time_machine.Traveller) -> None:
    first, second = asked_pair(travel)
    take_over(first)
    Guardian.objects.filter(application=first.application_id).delete()
    merge(first, second)
    assert children_of_address(AYU) == []
    assert not Guardian.objects.filter(application=first.application_id).exists()
    running = Consent.objects.filter(application=first.application_id, withdrawn_at=None)
    assert set(running.values_list("by", flat=True)) == {"applicant"}


def test_taking_over_counts_for_the_membership_that_stays(travel: time_machine.Traveller) -> None:
    first, second = asked_pair(travel)
    take_over(second)
    merge(first, second)
    assert children_of_address(AYU) == []
    hand_over = HandOver.objects.get()
    assert (hand_over.application_id, hand_over.taken_over_at is None) == (
        first.application_id, False,
    )  # fmt: skip
    running = Consent.objects.filter(application=first.application_id, withdrawn_at=None)
    assert set(running.values_list("by", flat=True)) == {"applicant"}


def test_adult_gets_no_guardian(travel: time_machine.Traveller) -> None:
    first, second = asked_pair(travel)
    travel.move_to(datetime(2028, 3, 1, 17, 22, tzinfo=UTC))
    Guardian.objects.filter(application=first.application_id).delete()
    merge(first, second)
    assert not Guardian.objects.filter(application=first.application_id).exists()


def test_guardian_and_open_hand_over_move_together(travel: time_machine.Traveller) -> None:
    first, second = asked_pair(travel)
    Guardian.objects.filter(application=first.application_id).delete()
    HandOver.objects.filter(application=first.application_id).delete()
    merge(first, second)
    assert [one.member for one in children_of_address(AYU)] == [first]
    assert HandOver.objects.get().application_id == first.application_id


def test_pause_for_want_of_an_answer_ends_with_the_merge(travel: time_machine.Traveller) -> None:
    first, second = asked_pair(travel)
    take_over(second)
    travel.shift(timedelta(days=70))
    assert services.pause_unanswered() == 1
    merge(first, second)
    first.refresh_from_db()
    assert first.state == MemberState.ACTIVE
