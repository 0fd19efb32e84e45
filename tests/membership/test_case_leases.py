"""Tests for leases of cases: taken, renewed, expired, released and taken over."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.core.errors import IllegalTransition, NotAllowed
from rontal.core.models import Event
from rontal.membership import errors, services
from rontal.membership.models import CaseLease
from rontal.membership.selectors import lease_of
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)


def decisions(application, clerk):
    pk = application.pk
    return [
        lambda: services.approve(application_id=pk, actor=clerk),
        lambda: services.reject(application_id=pk, reason="other", words="", actor=clerk),
        lambda: services.ask_correction(
            application_id=pk, reasons=["other"], words="", actor=clerk
        ),
    ]


def test_opened_case_is_leased_for_fifteen_minutes_and_longer_while_in_use():
    application, clerk, other = factories.in_review(), factories.clerk(), factories.clerk()
    with time_machine.travel(MORNING, tick=False) as time:
        lease = services.take_lease(application_id=application.pk, actor=clerk)
        assert (lease.staff_id, lease.since, lease.until) == (
            clerk.id,
            MORNING,
            MORNING + timedelta(minutes=15),
        )
        time.shift(timedelta(minutes=10))
        lease = services.take_lease(application_id=application.pk, actor=clerk)
        assert (lease.since, lease.until) == (MORNING, MORNING + timedelta(minutes=25))
        time.shift(timedelta(minutes=14))
        lease = services.take_lease(application_id=application.pk, actor=other)
        assert (lease.staff_id, lease.since) == (clerk.id, MORNING)
        assert lease.until == MORNING + timedelta(minutes=25)
        time.shift(timedelta(minutes=1))
        lease = services.take_lease(application_id=application.pk, actor=other)
        assert (lease.staff_id, lease.since) == (other.id, MORNING + timedelta(minutes=25))
        assert services.take_lease(application_id=application.pk, actor=clerk).staff_id == other.id


def test_taking_a_free_case_is_one_statement_and_returns_the_lease(django_assert_num_queries):
    application, clerk = factories.in_review(), factories.clerk()
    for _ in range(2):
        with django_assert_num_queries(1):
            held_lease = services.take_lease(application_id=application.pk, actor=clerk)
        lease = CaseLease.objects.get()
        assert held_lease == lease
        assert (held_lease.staff_id, held_lease.since, held_lease.until) == (
            clerk.id,
            lease.since,
            lease.until,
        )


@pytest.mark.parametrize("which", range(3))
def test_decision_of_another_clerk_is_refused_during_the_lease(which):
    application, clerk, other = factories.in_review(), factories.clerk(), factories.clerk()
    with time_machine.travel(MORNING, tick=False) as time:
        services.take_lease(application_id=application.pk, actor=clerk)
        with pytest.raises(errors.TakenByOther):
            decisions(application, other)[which]()
        application.refresh_from_db()
        assert application.state == "in_review"
        time.shift(timedelta(minutes=15))
        decisions(application, other)[which]()
    assert not CaseLease.objects.exists()


@pytest.mark.parametrize("which", range(3))
def test_clerk_with_the_lease_decides_and_the_lease_ends(which):
    application, clerk = factories.in_review(), factories.clerk()
    services.take_lease(application_id=application.pk, actor=clerk)
    decisions(application, clerk)[which]()
    assert not CaseLease.objects.exists()
    assert services.take_lease(application_id=application.pk, actor=clerk) is None


def test_applicant_may_withdraw_despite_a_lease():
    application, clerk = factories.in_review(), factories.clerk()
    services.take_lease(application_id=application.pk, actor=clerk)
    services.withdraw(application_id=application.pk, actor=factories.applicant(application))
    assert not CaseLease.objects.exists()


def test_released_case_is_free_and_only_its_clerk_releases_it():
    application, clerk, other = factories.in_review(), factories.clerk(), factories.clerk()
    services.take_lease(application_id=application.pk, actor=clerk)
    services.release_lease(application_id=application.pk, actor=other)
    assert lease_of(application.pk).staff_id == clerk.id
    services.release_lease(application_id=application.pk, actor=clerk)
    assert lease_of(application.pk) is None
    assert services.take_lease(application_id=application.pk, actor=other).staff_id == other.id


def test_many_cases_are_leased_by_one_statement_if_free(django_assert_num_queries):
    free, leased, decided = (factories.in_review() for _ in range(3))
    checking = factories.activated()
    clerk, other = factories.clerk(), factories.clerk()
    services.take_lease(application_id=leased.pk, actor=other)
    services.approve(application_id=decided.pk, actor=other)
    ids = [free.pk, leased.pk, decided.pk, checking.pk, 10**9]
    with django_assert_num_queries(1):
        leased_ids = services.take_leases(application_ids=ids, actor=clerk)
    assert leased_ids == {free.pk}


def test_deciding_head_takes_over_and_the_event_names_the_former_clerk():
    application, clerk = factories.in_review(), factories.clerk()
    head = factories.clerk(Role.CLERK, Role.HEAD)
    services.take_lease(application_id=application.pk, actor=clerk)
    services.take_over_lease(application_id=application.pk, actor=head)
    assert lease_of(application.pk).staff_id == head.id
    event = Event.objects.get(name="application:taken_over")
    assert (event.actor_id, event.data) == (head.id, {"former": clerk.id})
    with pytest.raises(errors.TakenByOther):
        services.approve(application_id=application.pk, actor=clerk)
    services.approve(application_id=application.pk, actor=head)
    with pytest.raises(IllegalTransition):
        services.take_over_lease(application_id=application.pk, actor=head)


@pytest.mark.parametrize("roles", [(Role.CLERK,), (Role.HEAD,), (Role.ADMINISTRATOR,)])
def test_only_the_head_takes_over(roles):
    application, clerk = factories.in_review(), factories.clerk()
    services.take_lease(application_id=application.pk, actor=clerk)
    with pytest.raises(NotAllowed):
        services.take_over_lease(application_id=application.pk, actor=factories.clerk(*roles))
    assert lease_of(application.pk).staff_id == clerk.id
