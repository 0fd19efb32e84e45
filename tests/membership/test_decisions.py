"""Tests for decisions: staff decide once, and the person becomes a member."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.membership import errors, selectors, services
from rontal.membership.models import Application, Member
from rontal.membership.states import ApplicationState
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
STRANGERS = [
    Actor.visitor(),
    Actor.person(10**6),
    Actor.staff(10**6, frozenset({Role.LIBRARIAN, Role.ADMINISTRATOR})),
]


def decide(application: Application, actor: Actor) -> None:
    services.reject(
        application_id=application.pk, reason="identity_invalid", words=" Palsu ", actor=actor
    )


def test_rejection_records_reason_text_clerk_and_time() -> None:
    application, clerk = factories.in_review(), factories.clerk()

    decide(application, clerk)

    application.refresh_from_db()
    assert application.state == ApplicationState.REJECTED
    assert application.decision_reasons == ["identity_invalid"]
    assert application.decision_words == "Palsu"
    assert application.decided_by_id == clerk.id
    assert application.decided_at is not None
    assert application.ended_at is not None
    assert not Member.objects.exists()


@pytest.mark.parametrize("reason", ["", "nonsense", "photo_face_unclear"])
def test_rejection_needs_a_known_reason(reason: str) -> None:
    with pytest.raises(errors.NoSuchReason):
        services.reject(
            application_id=factories.in_review().pk,
            reason=reason,
            words="",
            actor=factories.clerk(),
        )


@pytest.mark.parametrize("stranger", STRANGERS)
def test_only_clerks_view_and_decide(stranger: Actor) -> None:
    application = factories.in_review()

    for act in (
        lambda: decide(application, stranger),
        lambda: services.approve(application_id=application.pk, actor=stranger),
        lambda: services.take_lease(application_id=application.pk, actor=stranger),
        lambda: services.release_lease(application_id=application.pk, actor=stranger),
        lambda: services.take_over_lease(application_id=application.pk, actor=stranger),
        lambda: selectors.application_for_staff(application.code, stranger),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        selectors.details(application, actor=stranger, reason="x")


def test_head_views_and_does_not_decide() -> None:
    application = factories.in_review()
    head = factories.clerk(Role.HEAD)

    assert selectors.application_for_staff(application.code, head) == application
    for act in (
        lambda: decide(application, head),
        lambda: services.approve(application_id=application.pk, actor=head),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_decision_is_final() -> None:
    member = factories.member()

    for act in (services.approve, services.finish_checking):
        actor = factories.clerk() if act is services.approve else factories.SYSTEM
        with pytest.raises(IllegalTransition):
            act(application_id=member.application_id, actor=actor)
    with pytest.raises(IllegalTransition):
        decide(member.application, factories.clerk())
    with pytest.raises(IllegalTransition):
        services.withdraw(
            application_id=member.application_id, actor=factories.applicant(member.application)
        )
    assert Member.objects.count() == 1


def test_unchecked_application_cannot_be_approved() -> None:
    application = factories.activated()

    with pytest.raises(IllegalTransition):
        services.approve(application_id=application.pk, actor=factories.clerk())
    with pytest.raises(NotAllowed):
        services.finish_checking(application_id=application.pk, actor=factories.clerk())


def test_system_approves_only_while_checking() -> None:
    application = factories.activated()
    with pytest.raises(NotAllowed):
        services.approve_automatically(application_id=application.pk, actor=factories.clerk())

    member = services.approve_automatically(application_id=application.pk, actor=factories.SYSTEM)

    assert member.application.automatic
    assert member.application.decided_by is None
    with pytest.raises(IllegalTransition):
        services.approve_automatically(
            application_id=factories.in_review().pk, actor=factories.SYSTEM
        )


def test_an_unknown_application_is_not_found() -> None:
    with pytest.raises(NotFound):
        services.approve(application_id=10**9, actor=factories.clerk())
    assert services.take_lease(application_id=10**9, actor=factories.clerk()) is None
    for code in ("XXXX-XXXX", "", "\x00"):
        with pytest.raises(NotFound):
            selectors.application_for_staff(code, factories.clerk())


def test_opening_the_details_is_recorded_with_person_and_reason() -> None:
    application, clerk = factories.in_review(), factories.clerk()

    form = selectors.details(application, actor=clerk, reason="case_review")

    assert form.birth_date == date(1990, 5, 17)
    event = Event.objects.get(name="application:opened")
    assert (event.actor_id, event.data) == (clerk.id, {"reason": "case_review"})
    mine = selectors.details(application, actor=factories.applicant(application), reason="own")
    assert mine == form


def test_a_membership_lasts_whole_years() -> None:
    with time_machine.travel(datetime(2028, 2, 28, 17, tzinfo=UTC), tick=False):
        member = factories.member()  # 29 February in Tabanan

    assert member.joined_on == date(2028, 2, 29)
    assert member.valid_until == date(2033, 2, 28)


def test_member_numbers_are_unique() -> None:
    numbers = {factories.member().number for _ in range(3)}
    assert len(numbers) == 3
