"""Tests of former guardians in incidents and at the desk: they count as nobody's guardian."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from rontal.core.actors import Actor
from rontal.incidents.models import AffectedPerson
from rontal.incidents.rules import reach
from rontal.incidents.steps.recipients import recipient_of
from rontal.membership import services
from rontal.membership.models import Guardian, Member
from rontal.membership.selectors.families import siblings_of
from tests.support.incidents import factories as incidents
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2027, 3, 2, 2, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def child(travel: time_machine.Traveller, birth: date = date(2010, 3, 2)) -> Member:
    travel.move_to(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    member = factories.member(factories.child_values(birth))
    travel.move_to(datetime(2027, 3, 2, 2, 0, tzinfo=UTC))
    services.ask_for_hand_overs()
    return member


def take_over(member: Member) -> None:
    services.take_over(
        application_id=member.application_id,
        purposes=["membership"],
        actor=Actor.person(member.user_id),
    )


def test_notice_goes_to_the_young_person_who_took_over(travel: time_machine.Traveller) -> None:
    member = child(travel)
    own_address = member.application.email
    waiting = recipient_of(AffectedPerson(application=Member.objects.get().application))
    assert waiting.email == "ayu@contoh.example"
    take_over(member)
    reached = recipient_of(AffectedPerson(application=Member.objects.get().application))
    assert (reached.email, reached.child) == (own_address, "")


def test_who_took_over_is_no_child_in_an_incident(travel: time_machine.Traveller) -> None:
    take_over(child(travel))
    incidents.everybody(incidents.actor())
    with_guardian = set(reach.kinds_of_application(
        frozenset({"guardians"}), has_photos=False, is_member=True, is_child=True
    ))  # fmt: skip
    (person,) = AffectedPerson.objects.filter(application__isnull=False)
    assert with_guardian
    assert not with_guardian & set(person.kinds)


def test_desk_names_no_siblings_by_a_former_guardian(travel: time_machine.Traveller) -> None:
    elder, young = child(travel), child(travel, date(2014, 5, 1))
    clerk = factories.clerk()
    fresh = Member.objects.select_related("application__guardian")
    assert siblings_of(fresh.get(pk=young.pk), clerk) == [elder]
    take_over(elder)
    assert Guardian.objects.filter(application=elder.application_id).exists(), "not erased yet"
    assert siblings_of(fresh.get(pk=young.pk), clerk) == []
    assert siblings_of(fresh.get(pk=elder.pk), clerk) == []
