"""Tests of the hand-over at 17: birthdays, reminders, pause, and the end of guardianship."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from rontal.core import erasures
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.models import Erasure, Event
from rontal.membership import errors, selectors, services
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.selectors.families import address_hash
from rontal.membership.selectors.guardianship import children_of_address, open_hand_over
from rontal.membership.selectors.members import form_of
from rontal.membership.states import MemberState
from rontal.membership.steps.guardian_ending import GUARDIAN
from rontal.membership.suspensions import EmailChange, Suspension
from tests.support.membership import factories
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db
AYU = address_hash("ayu@contoh.example")
BORN = date(2010, 3, 2)
BIRTHDAY = datetime(2027, 3, 1, 17, 22, tzinfo=UTC)  # 2 March at the library
Travel = time_machine.Traveller


@pytest.fixture(autouse=True)
def travel() -> Iterator[Travel]:
    with time_machine.travel(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def child(birth: date = BORN, **changes: str) -> Member:
    return factories.member(factories.child_values(birth, **changes))


def run_job() -> tuple[int, int, int, int]:
    """Runs the periodic job; returns how many were asked, reminded, paused, ended."""
    counts = (services.ask_for_hand_overs(), services.remind_of_hand_overs())
    result = (*counts, services.pause_unanswered(), services.end_guardianships())
    services.erase_former_guardians()
    return result


def take_over(member: Member, *purposes: str) -> Member:
    return services.take_over(
        application_id=member.application_id,
        purposes=purposes or [ConsentPurpose.MEMBERSHIP],
        actor=Actor.person(member.user_id),
    )


def asked_member(travel: Travel, **changes: str) -> Member:
    member = child(**changes)
    travel.move_to(BIRTHDAY)
    run_job()
    return member


@pytest.mark.parametrize(
    ("born", "last_before", "first_after"),
    [
        (BORN, datetime(2027, 3, 1, 15, 59, tzinfo=UTC), datetime(2027, 3, 1, 16, 0, tzinfo=UTC)),
        (
            date(2012, 2, 29),  # 2029 has no 29 February
            datetime(2029, 2, 28, 15, 59, tzinfo=UTC),
            datetime(2029, 2, 28, 16, 0, tzinfo=UTC),
        ),
    ],
    ids=["2 March", "29 February"],
)
def test_young_person_is_asked_on_the_birthday_at_the_library(
    born: date, last_before: datetime, first_after: datetime, travel: Travel
) -> None:
    member = child(born)
    travel.move_to(last_before)
    assert run_job()[0] == 0
    travel.move_to(first_after)
    assert run_job()[0] == 1
    assert run_job()[0] == 0, "once"
    hand_over = open_hand_over(member.application)
    assert hand_over is not None
    assert hand_over.answer_by == first_after.date() + timedelta(days=61)


def test_married_person_under_17_is_asked_once_staff_recorded_the_ktp() -> None:
    member = child()
    assert run_job()[0] == 0
    Application.objects.filter(pk=member.application_id).update(identity_kind="ktp")
    assert run_job()[0] == 1


def test_a_job_that_did_not_run_asks_later(travel: Travel) -> None:
    child()
    travel.move_to(BIRTHDAY + timedelta(days=40))
    assert run_job()[0] == 1


def test_who_consented_at_17_is_not_asked_again(travel: Travel) -> None:
    child(date(2009, 3, 2), identity_kind="ktp")
    travel.move_to(BIRTHDAY - timedelta(days=1))
    assert run_job() == (0, 0, 0, 0)
    travel.move_to(BIRTHDAY)
    assert run_job() == (0, 0, 0, 1), "18 years: the guardian who confirmed is not needed any more"


@pytest.mark.whole
def test_reminders_then_a_pause_and_nothing_is_erased(travel: Travel) -> None:
    member = asked_member(travel)
    days = {}
    for day in range(1, 75):
        travel.move_to(BIRTHDAY + timedelta(days=day))
        if any(result := run_job()):
            days[day] = result
    assert days == {30: (0, 1, 0, 0), 53: (0, 1, 0, 0), 61: (0, 0, 1, 0)}
    member.refresh_from_db()
    assert member.state == MemberState.SUSPENDED
    assert member.user.is_active
    assert form_of(member.application).birth_date == BORN
    assert selectors.active_member_of(member.user_id) is None
    take_over(member)
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE
    assert not Suspension.objects.filter(member=member).exists()


def test_staff_who_end_the_pause_are_not_overruled(travel: Travel) -> None:
    member = asked_member(travel)
    travel.move_to(BIRTHDAY + timedelta(days=61))
    run_job()
    services.lift_suspension(member_id=member.pk, actor=factories.clerk(factories.Role.HEAD))
    travel.shift(timedelta(days=1))
    assert run_job()[2] == 0
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE


def test_staff_cannot_give_the_reason_of_the_job() -> None:
    member, head = child(), factories.clerk(factories.Role.HEAD)
    with pytest.raises(errors.NoSuchReason):
        services.suspend_member(
            member_id=member.pk, reason="hand_over", words="", until=None, actor=head
        )


def test_time_to_answer_is_the_policy_of_the_library(travel: Travel, settings: Any) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, hand_over_days=14)
    hand_over = open_hand_over(asked_member(travel).application)
    assert hand_over is not None
    assert hand_over.answer_by == date(2027, 3, 16)


def test_taking_over_ends_the_rights_of_the_guardian_at_once(travel: Travel) -> None:
    member = asked_member(travel)
    consent = factories.token(member.application, "guardian")
    page = factories.token(member.application, "guardian_page")
    assert [one.member for one in children_of_address(AYU)] == [member]
    take_over(member, "membership", "news")
    assert children_of_address(AYU) == []
    with pytest.raises(errors.LinkOver):
        services.guardian_withdraw(token=consent, actor=Actor.visitor())
    with pytest.raises(errors.LinkUsed):
        services.enter_guardian_page(token=page)
    with pytest.raises(NotFound):
        services.withdraw_by_guardian(
            address=AYU, code=member.application.code, purpose="membership"
        )
    running = Consent.objects.filter(application=member.application, withdrawn_at=None)
    assert set(running.values_list("purpose", "by")) == {
        ("membership", "applicant"), ("news", "applicant"),
    }  # fmt: skip
    assert not Consent.objects.filter(by="guardian", withdrawn_at=None).exists()
    ended = Event.objects.get(name="guardian:ended")
    assert ended.data == {"why": "taken_over", "decided": True}
    with pytest.raises(NotFound):
        take_over(member)


def test_old_link_of_the_consent_never_ends_what_was_taken_over(travel: Travel) -> None:
    member = asked_member(travel)
    token = factories.token(member.application, "guardian")
    take_over(member)
    travel.shift(timedelta(days=30))
    run_job()
    assert not Guardian.objects.exists()
    with pytest.raises(errors.LinkOver):
        services.guardian_withdraw(token=token, actor=Actor.visitor())
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE


def test_former_guardian_is_erased_after_the_last_mail(travel: Travel) -> None:
    member = asked_member(travel)
    take_over(member)
    travel.shift(timedelta(days=2))
    run_job()
    assert Guardian.objects.filter(application=member.application).exists()
    travel.shift(timedelta(days=2))
    run_job()
    assert not Guardian.objects.filter(application=member.application).exists()
    application = Application.objects.get(pk=member.application_id)
    assert form_of(application).guardian is None
    assert form_of(application).birth_date == BORN


def test_at_18_the_guardian_ends_also_without_an_answer(travel: Travel) -> None:
    member = asked_member(travel)
    travel.move_to(datetime(2028, 3, 1, 17, 22, tzinfo=UTC))
    assert run_job()[3] == 1
    assert Event.objects.get(name="guardian:ended").data["why"] == "adult"
    assert children_of_address(AYU) == []
    member.refresh_from_db()
    assert member.state == MemberState.SUSPENDED
    assert take_over(member).pk == member.pk


def test_taking_over_needs_consent_to_the_membership_and_an_own_address(travel: Travel) -> None:
    member = asked_member(travel, email="ayu@contoh.example")
    with pytest.raises(errors.OwnAddressNeeded):
        take_over(member)
    actor, pk = Actor.person(member.user_id), member.application_id
    for wrong in ("AYU@contoh.example", "bukan alamat"):
        with pytest.raises(Invalid):
            services.ask_own_address(application_id=pk, email=wrong, actor=actor)
    services.ask_own_address(application_id=pk, email="dwi@contoh.example", actor=actor)
    with pytest.raises(errors.OwnAddressNeeded):
        take_over(member)
    change = EmailChange.objects.get(member=member)
    services.confirm_email(token=change.token, actor=Actor.visitor())
    with pytest.raises(Invalid):
        take_over(member, "news")
    assert take_over(member).pk == member.pk


def test_only_the_young_person_takes_over_and_only_when_asked(travel: Travel) -> None:
    early = child(date(2011, 1, 1))
    member, other = asked_member(travel), factories.member()
    with pytest.raises(NotFound):
        take_over(early)
    with pytest.raises(NotFound):
        services.take_over(
            application_id=member.application_id,
            purposes=["membership"],
            actor=Actor.person(other.user_id),
        )


def test_member_without_an_address_is_asked_but_not_paused(travel: Travel) -> None:
    member = asked_member(travel)
    Application.objects.filter(pk=member.application_id).update(email="")
    travel.shift(timedelta(days=90))
    assert run_job()[2] == 0


def test_closed_membership_is_neither_asked_nor_paused(travel: Travel) -> None:
    member = child()
    services.close_membership(member_id=member.pk, actor=Actor.person(member.user_id))
    travel.move_to(BIRTHDAY)
    assert run_job() == (0, 0, 0, 0)
    assert not HandOver.objects.exists()


def test_restore_of_an_older_backup_ends_the_guardian_again(travel: Travel) -> None:
    member = asked_member(travel)
    take_over(member)
    (noted,) = Erasure.objects.filter(kind=GUARDIAN, reference=member.application.code)
    Guardian.objects.update(ended_at=None, decides=True)  # as the backup has it
    assert len(children_of_address(AYU)) == 1
    erasures.REPEATS[GUARDIAN](noted.reference, noted.at)
    assert children_of_address(AYU) == []
    assert not Guardian.objects.exists()
