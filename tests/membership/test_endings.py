"""Tests for withdrawing, lapsing and closing, and for the erasure of data."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.models import Event, SealedFile
from rontal.membership import selectors, services
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.states import ApplicationState, MemberState
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def photos_left(application: Application) -> int:
    return SealedFile.objects.filter(
        pk__in=[application.card_photo_id, application.face_photo_id], erased_at=None
    ).count()


@pytest.mark.parametrize("stage", ["activated", "in_review", "needs_correction"])
def test_withdrawing_is_always_possible_and_erases_the_data_at_once(stage: str) -> None:
    before = getattr(factories, stage)()

    services.withdraw(application_id=before.pk, actor=factories.applicant(before))

    after = Application.objects.get(pk=before.pk)
    assert after.state == ApplicationState.WITHDRAWN
    assert after.details.reveal() == {}
    assert bytes(after.nik_hash) == b""
    assert photos_left(before) == 0
    assert after.clock_started_at is None


def test_only_the_applicant_withdraws() -> None:
    application = factories.activated()

    for actor in (Actor.visitor(), Actor.person(10**6), factories.clerk()):
        with pytest.raises(NotFound):
            services.withdraw(application_id=application.pk, actor=actor)


def test_unactivated_application_lapses_after_7_days() -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        application = factories.submitted()
        factories.activated()
        traveller.shift(timedelta(days=6, hours=23))
        assert services.lapse_overdue() == 0
        traveller.shift(timedelta(hours=2))
        assert services.lapse_overdue() == 1

    application.refresh_from_db()
    assert application.state == ApplicationState.LAPSED


def test_photos_are_erased_after_retention_and_the_membership_stays() -> None:
    days = MembershipPolicies.current().photo_days_after_decision
    with time_machine.travel(NOW, tick=False) as traveller:
        member = factories.member()
        open_still = factories.in_review()
        traveller.shift(timedelta(days=days - 1))
        assert services.erase_photos_of_final() == 0
        assert photos_left(member.application) == 2
        traveller.shift(timedelta(days=1))
        assert services.erase_photos_of_final() == 1
        assert services.erase_photos_of_final() == 0

    assert photos_left(member.application) == 0
    assert photos_left(open_still) == 2
    application = Application.objects.get(pk=member.application_id)
    assert application.details.reveal()["village"] == "Dajan Peken"
    assert selectors.active_member_of(member.user_id) is not None
    assert Event.objects.filter(name="application:erased").count() == 1


def test_rejection_erases_all_personal_data() -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        application = factories.in_review(factories.child_values())
        services.reject(
            application_id=application.pk,
            reason="other",
            words="Datang ke loket.",
            actor=factories.clerk(),
        )
        traveller.shift(timedelta(days=31))
        services.erase_photos_of_final()

    row = Application.objects.select_related("user").get(pk=application.pk)
    assert (row.name, row.email, row.decision_words) == ("", "", "")
    assert row.details.reveal() == {}
    assert row.user is not None
    assert not row.user.is_active
    assert not Guardian.objects.exists()
    assert row.decision_reasons == ["other"]


def test_member_leaves_and_may_return() -> None:
    number = factories.nik()
    member = factories.member(factories.values(number=number))

    services.close_membership(member_id=member.pk, actor=factories.applicant(member.application))

    closed = Member.objects.select_related("user", "application").get(pk=member.pk)
    assert closed.state == MemberState.CLOSED
    assert not closed.user.is_active
    assert closed.application.details.reveal() == {}
    assert Event.objects.get(name="member:closed").data == {"by": "member"}
    assert factories.member(factories.values(number=number)).number != member.number
    days = MembershipPolicies.current().photo_days_after_decision
    with time_machine.travel(clock.now() + timedelta(days=days, hours=1), tick=False):
        services.erase_photos_of_final()
    assert (Member.objects.get(pk=member.pk).name, closed.number) == ("", member.number)


def test_only_the_member_closes_the_own_membership() -> None:
    member = factories.member()

    for actor in (Actor.visitor(), Actor.person(10**6), factories.clerk()):
        with pytest.raises(NotFound):
            services.close_membership(member_id=member.pk, actor=actor)


def test_a_single_consent_is_withdrawn_and_given_again() -> None:
    member = factories.member()
    person, pk = factories.applicant(member.application), member.application_id
    face = ConsentPurpose.FACE_COMPARISON

    services.withdraw_consent(application_id=pk, purpose=face, actor=person)
    services.withdraw_consent(application_id=pk, purpose=face, actor=person)
    assert not selectors.has_consent(member.application, face)
    services.give_consent(application_id=pk, purpose=face, actor=person)
    services.give_consent(application_id=pk, purpose=face, actor=person)

    assert selectors.has_consent(member.application, face)
    assert selectors.active_member_of(member.user_id) is not None
    assert Event.objects.filter(name="consent:withdrawn").count() == 1
    with pytest.raises(NotFound):
        services.give_consent(application_id=pk, purpose=face, actor=Actor.person(10**6))


def test_withdrawing_consent_to_membership_ends_it() -> None:
    application, member = factories.in_review(), factories.member()

    for row in (application, member.application):
        services.withdraw_consent(
            application_id=row.pk,
            purpose=ConsentPurpose.MEMBERSHIP,
            actor=factories.applicant(row),
        )

    assert Application.objects.get(pk=application.pk).state == ApplicationState.WITHDRAWN
    assert Member.objects.get(pk=member.pk).state == MemberState.CLOSED
    with pytest.raises(IllegalTransition):
        services.give_consent(
            application_id=application.pk,
            purpose=ConsentPurpose.NEWS,
            actor=factories.applicant(application),
        )
