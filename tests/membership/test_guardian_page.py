"""Tests of the guardians' page: who enters, what they see by age and policy, and what they do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.models import Event
from rontal.membership import errors, services
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.policies import TitlesForGuardian
from rontal.membership.rules.kinds import ConsentPurpose, LinkPurpose
from rontal.membership.selectors.families import address_hash
from rontal.membership.selectors.guardianship import (
    child_of_address,
    children_of_address,
    supervised,
)
from rontal.membership.services.guardian_page import MAILS, REASON
from rontal.membership.states import MemberState
from rontal.privacy.selectors import data_accesses
from tests.support.membership import factories
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
AYU, OTHER = address_hash("ayu@contoh.example"), address_hash("lain@contoh.example")


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def child(birth: date = date(2014, 3, 2), **changes: str) -> Member:
    return factories.member(factories.child_values(birth, **changes))


def link(member: Member) -> str:
    return factories.token(member.application, LinkPurpose.GUARDIAN_PAGE)


def asked() -> int:
    return Event.objects.filter(name="guardian:link_asked").count()


def test_link_is_sent_to_the_address_that_consented_and_nobody_learns_whether() -> None:
    member = child()
    for typed in ("siapa@contoh.example", member.application.email, "", member.number):
        assert services.send_guardian_link(email=typed) is None
    assert asked() == 0
    assert services.send_guardian_link(email=" AYU@contoh.example ") is None
    assert asked() == 1


def test_mails_to_one_guardian_are_limited_in_a_day() -> None:
    child()
    for _time in range(MAILS.count + 3):
        services.send_guardian_link(email="ayu@contoh.example")
    assert asked() == MAILS.count


def test_guardian_who_has_not_consented_has_no_page_yet() -> None:
    factories.activated(factories.child_values())
    services.send_guardian_link(email="ayu@contoh.example")
    assert (asked(), children_of_address(AYU)) == (0, [])


def test_link_works_once_and_for_an_hour(travel: time_machine.Traveller) -> None:
    member = child()
    token, late = link(member), link(member)
    assert services.guardian_page_link(token=token) == AYU
    assert services.enter_guardian_page(token=token).address == AYU
    with pytest.raises(errors.LinkUsed):
        services.enter_guardian_page(token=token)
    travel.shift(timedelta(hours=1))
    with pytest.raises(errors.LinkExpired):
        services.enter_guardian_page(token=late)
    consent = factories.token(member.application, LinkPurpose.GUARDIAN)
    with pytest.raises(errors.LinkUnknown):
        services.enter_guardian_page(token=consent)


def test_all_children_of_one_guardian_and_no_others() -> None:
    first, second = child(), child(date(2012, 5, 1), name="Ni Luh Kakak")
    stranger = child(guardian_email="lain@contoh.example", name="I Gede Lain")
    names = [one.application.name for one in children_of_address(AYU)]
    assert names == sorted([first.name, second.name])
    assert child_of_address(AYU, first.application.code).member == first
    for address in (OTHER, b"", address_hash(first.application.email)):
        with pytest.raises(NotFound):
            child_of_address(address, first.application.code)
    with pytest.raises(NotFound):
        child_of_address(AYU, stranger.application.code)
    with pytest.raises(NotFound):
        services.withdraw_by_guardian(
            address=OTHER, code=first.application.code, purpose="membership"
        )


def test_former_guardian_sees_nothing_after_a_change_of_address() -> None:
    member = child()
    token = link(member)
    Guardian.objects.update(email_hash=OTHER)
    assert children_of_address(AYU) == []
    assert services.enter_guardian_page(token=token).address == OTHER, (
        "the mail goes to the new address"
    )
    with pytest.raises(NotFound):
        services.withdraw_by_guardian(
            address=AYU, code=member.application.code, purpose="membership"
        )
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE


@pytest.mark.parametrize(
    ("policy", "birth", "shown"),
    [
        (TitlesForGuardian.NEVER, date(2018, 1, 1), False),
        (TitlesForGuardian.UNDER_13, date(2013, 11, 25), True),
        (TitlesForGuardian.UNDER_13, date(2013, 11, 24), False),
        (TitlesForGuardian.UNDER_17, date(2009, 11, 25), True),
    ],
)
def test_titles_are_shown_by_policy_and_age(
    policy: TitlesForGuardian, birth: date, shown: bool, settings: Any
) -> None:
    member = child(birth)
    settings.LIBRARY = with_policies(settings.LIBRARY, guardian_sees_titles=policy)
    assert child_of_address(AYU, member.application.code).shows_titles is shown
    own_page = supervised(member.application)
    assert own_page is not None
    assert own_page.shows_titles is shown, "the child reads the same"


def test_birthday_counts_in_the_zone_of_the_library(travel: time_machine.Traveller) -> None:
    member = child(date(2013, 11, 25))
    travel.move_to(datetime(2026, 11, 24, 15, 59, tzinfo=UTC))
    assert child_of_address(AYU, member.application.code).shows_titles
    travel.move_to(datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    assert not child_of_address(AYU, member.application.code).shows_titles


def test_every_opening_is_in_the_trail_of_the_child() -> None:
    member, sibling = child(), child(date(2012, 5, 1))
    services.enter_guardian_page(token=link(member))
    services.record_guardian_opening(application=member.application, what="guardian_child")
    for one, codes in ((member, ["guardian_child", "guardian_list"]), (sibling, ["guardian_list"])):
        openings = [row for row in data_accesses(one.application, []) if row.reason == REASON]
        assert [row.purpose for row in openings] == codes
        assert {row.by for row in openings} == {"visitor"}


def test_withdrawing_one_purpose_keeps_the_membership_and_the_proof() -> None:
    member = child()
    code = member.application.code
    services.withdraw_by_guardian(address=AYU, code=code, purpose="face_comparison")
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE
    rows = Consent.objects.filter(application=member.application, by="guardian")
    assert rows.get(purpose="face_comparison").withdrawn_at == NOW
    assert rows.get(purpose="membership").withdrawn_at is None


def test_withdrawing_the_membership_erases_as_the_link_of_the_mail_does() -> None:
    by_page, by_link = child(), child(date(2012, 5, 1))
    token = factories.token(by_link.application, LinkPurpose.GUARDIAN)
    code = by_page.application.code
    services.withdraw_by_guardian(address=AYU, code=code, purpose=ConsentPurpose.MEMBERSHIP)
    services.guardian_withdraw(token=token, actor=Actor.visitor())
    for member in (by_page, by_link):
        row = Application.objects.get(pk=member.application_id)
        member.refresh_from_db()
        assert (member.state, row.details.reveal()) == (MemberState.CLOSED, {})
        assert not row.consents.filter(withdrawn_at=None).exists()
    assert children_of_address(AYU) == []
    with pytest.raises(errors.LinkOver):
        services.enter_guardian_page(token=link(by_page))


def test_guardian_of_an_adult_has_no_rights_although_no_job_has_run(
    travel: time_machine.Traveller,
) -> None:
    member = child(date(2010, 3, 2))
    token = factories.token(member.application, LinkPurpose.GUARDIAN)
    travel.move_to(datetime(2028, 3, 2, 2, 0, tzinfo=UTC))
    assert children_of_address(AYU) == []
    assert supervised(member.application) is None
    with pytest.raises(errors.LinkOver):
        services.guardian_withdraw(token=token, actor=Actor.visitor())
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE
