"""Tests for guardians: they consent for people under 18, and confirm at 17 (PP 17/2025)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.models import Event, SealedFile
from rontal.membership import errors, selectors, services
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import ages
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.states import ApplicationState, MemberState
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
AT_17 = factories.child_values
SEVENTEEN = date(2009, 3, 2)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def guardian_requests() -> list[str]:
    rows = Event.objects.filter(name="guardian:asked").order_by("pk")
    return [event.data["asks_for"] for event in rows]


def test_under_17_checks_wait_for_the_consent_of_the_guardian() -> None:
    application = factories.activated(factories.child_values())

    assert application.state == ApplicationState.AWAITING_ACTIVATION
    assert application.user is not None
    assert application.clock_started_at is None
    assert guardian_requests() == ["consent"]
    assert not selectors.has_consent(application, ConsentPurpose.MEMBERSHIP)

    token = factories.token(application, "guardian")
    checked = services.guardian_consent(token=token, actor=VISITOR)

    assert checked.state == ApplicationState.CHECKING
    assert checked.clock_started_at == NOW
    for purpose in (ConsentPurpose.MEMBERSHIP, ConsentPurpose.FACE_COMPARISON):
        assert selectors.has_consent(checked, purpose)
    assert not selectors.has_consent(checked, ConsentPurpose.NEWS)


def test_guardian_may_consent_before_the_child_activates() -> None:
    application = factories.submitted(factories.child_values())

    services.guardian_consent(token=factories.token(application, "guardian"), actor=VISITOR)
    done = services.activate(token=factories.token(application), password=None, actor=VISITOR)

    assert done.state == ApplicationState.CHECKING


def test_at_17_the_guardian_consents_before_the_decision() -> None:
    application = factories.activated(AT_17(SEVENTEEN, identity_kind="ktp"))
    assert application.state == ApplicationState.CHECKING
    assert guardian_requests() == ["confirmation"]
    assert selectors.has_consent(application, ConsentPurpose.MEMBERSHIP)
    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)

    with pytest.raises(errors.GuardianMissing):
        services.approve(application_id=application.pk, actor=factories.clerk())
    services.guardian_consent(token=factories.token(application, "guardian"), actor=VISITOR)

    assert services.approve(application_id=application.pk, actor=factories.clerk()).number


def test_applicant_who_turns_18_while_waiting_needs_no_guardian() -> None:
    application = factories.activated(AT_17(date(2008, 11, 26), identity_kind="ktp"))
    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)

    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert services.approve(application_id=application.pk, actor=factories.clerk()).number


def test_refusal_of_the_guardian_ends_the_application_and_erases_its_data() -> None:
    application = factories.activated(factories.child_values())
    photos = [application.card_photo_id, application.face_photo_id]

    token = factories.token(application, "guardian")
    ended = services.guardian_refuse(token=token, actor=VISITOR)

    assert ended.state == ApplicationState.WITHDRAWN
    assert Application.objects.get(pk=ended.pk).details.reveal() == {}
    assert not SealedFile.objects.filter(pk__in=photos, erased_at=None).exists()
    refused = Event.objects.get(name="guardian:refused")
    assert refused.data == {"after_consent": False}
    with pytest.raises(errors.LinkUsed):
        services.guardian_consent(token=token, actor=VISITOR)


@pytest.mark.parametrize("stage", ["in_review", "needs_correction"])
def test_consent_is_withdrawn_by_the_same_link_at_any_time(stage: str) -> None:
    application = factories.activated(factories.child_values())
    token = factories.token(application, "guardian")
    services.guardian_consent(token=token, actor=VISITOR)
    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)
    if stage == "needs_correction":
        services.ask_correction(
            application_id=application.pk, reasons=["other"], words="", actor=factories.clerk()
        )

    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        ended = services.guardian_withdraw(token=token, actor=VISITOR)

    assert ended.state == ApplicationState.WITHDRAWN
    assert not selectors.has_consent(ended, ConsentPurpose.MEMBERSHIP)


def test_withdrawing_consent_closes_the_membership_of_the_child() -> None:
    application = factories.activated(factories.child_values())
    token = factories.token(application, "guardian")
    services.guardian_consent(token=token, actor=VISITOR)
    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)
    member = services.approve(application_id=application.pk, actor=factories.clerk())

    services.guardian_withdraw(token=token, actor=VISITOR)

    member = Member.objects.select_related("user", "application").get(pk=member.pk)
    assert member.state == MemberState.CLOSED
    assert not member.user.is_active
    assert member.application.details.reveal() == {}
    assert selectors.active_member_of(member.user_id) is None
    with pytest.raises(IllegalTransition):
        services.guardian_withdraw(token=token, actor=VISITOR)


def test_guardian_may_have_several_children() -> None:
    first = factories.in_review(factories.child_values())
    second = factories.in_review(factories.child_values(date(2016, 1, 1)))

    mails = {g.details.reveal()["email"] for g in Guardian.objects.all()}
    assert mails == {"ayu@contoh.example"}
    assert first.pk != second.pk


def test_silent_guardian_lets_the_application_lapse() -> None:
    with time_machine.travel(NOW - timedelta(days=6), tick=False):
        application = factories.submitted(factories.child_values())
    services.activate(token=factories.token(application), password=None, actor=VISITOR)

    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        assert services.lapse_overdue() == 0
    with time_machine.travel(NOW + timedelta(days=7, minutes=1), tick=False):
        assert services.lapse_overdue() == 1


def test_guardian_is_reminded_a_few_times_by_the_applicant_or_a_clerk() -> None:
    application = factories.activated(factories.child_values())
    actors = [factories.applicant(application), factories.clerk()]

    for number in range(MembershipPolicies.current().activation_resends):
        services.remind_guardian(application_id=application.pk, actor=actors[number % 2])

    with pytest.raises(errors.TooManyReminders):
        services.remind_guardian(application_id=application.pk, actor=actors[0])
    with pytest.raises(NotFound):
        services.remind_guardian(application_id=application.pk, actor=Actor.person(10**6))
    assert len(guardian_requests()) == 1 + MembershipPolicies.current().activation_resends


def test_guardian_is_stored_sealed() -> None:
    guardian = factories.submitted(factories.child_values()).guardian

    assert b"ayu@contoh" not in Guardian.objects.get(pk=guardian.pk).details.data


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        (date(2013, 11, 25), ages.AgeBand.UNDER_13),
        (date(2013, 11, 24), ages.AgeBand.FROM_13),
        (date(2010, 11, 24), ages.AgeBand.FROM_16),
        (date(2008, 11, 25), ages.AgeBand.FROM_16),
        (date(2008, 11, 24), ages.AgeBand.ADULT),
    ],
)
def test_age_bands_are_those_of_the_regulation(birth: date, band: ages.AgeBand) -> None:
    assert ages.band(birth, date(2026, 11, 24)) is band


def test_a_birthday_on_29_february_counts_from_1_march() -> None:
    born = date(2008, 2, 29)
    assert ages.age_on(born, date(2026, 2, 28)) == 17
    assert ages.age_on(born, date(2026, 3, 1)) == 18
    assert clock.now() == NOW
