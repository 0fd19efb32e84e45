"""Race of two clerks for one case: one gets it, the other is notified."""

import threading
from typing import Any

import pytest
from django.db import connection

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.models import Application, CaseLease
from rontal.membership.steps.leasing import LEASE_DURATION
from tests.support.membership import factories
from tests.support.races.threads import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 6


def takes_lease(application: Application, clerk: Actor) -> bool:
    lease = services.take_lease(application_id=application.pk, actor=clerk)
    return lease is not None and lease.staff_id == clerk.id


def test_one_of_many_clerks_opening_a_case_gets_the_lease() -> None:
    application = factories.in_review()
    clerks = [factories.clerk() for _ in range(THREADS)]

    results = together(*[lambda clerk=clerk: takes_lease(application, clerk) for clerk in clerks])

    assert sorted(results) == [False] * (THREADS - 1) + [True]
    winner = clerks[results.index(True)]
    assert CaseLease.objects.get().staff_id == winner.id


def test_one_of_many_clerks_opening_a_case_with_an_expired_lease_gets_it() -> None:
    application, former = factories.in_review(), factories.clerk()
    services.take_lease(application_id=application.pk, actor=former)
    CaseLease.objects.update(until=clock.now())
    clerks = [factories.clerk() for _ in range(THREADS)]

    results = together(*[lambda clerk=clerk: takes_lease(application, clerk) for clerk in clerks])

    assert results.count(True) == 1


def test_control_checking_before_writing_gives_two_clerks_the_lease() -> None:
    """Shows that without the single statement both clerks see a free case and take it."""
    application = factories.in_review()
    clerks = [factories.clerk(), factories.clerk()]
    both_checked = threading.Barrier(2)

    def check_then_write(clerk: Actor) -> bool:
        lease = CaseLease.objects.filter(application=application, until__gt=clock.now()).first()
        both_checked.wait(5)
        if lease is not None:
            return False
        values: dict[str, Any] = {"staff_id": clerk.id, "since": clock.now()}
        CaseLease.objects.update_or_create(
            application=application, defaults={**values, "until": clock.now() + LEASE_DURATION}
        )
        return True

    results = together(*[lambda clerk=clerk: check_then_write(clerk) for clerk in clerks])

    assert results == [True, True]


def test_statement_waits_for_the_transaction_of_the_other_clerk() -> None:
    """Checks that an uncommitted assignment blocks the second one until it is visible."""
    from django.db import transaction

    application = factories.in_review()
    first, second = factories.clerk(), factories.clerk()
    lease_read, answered = threading.Event(), threading.Event()

    def slow() -> bool:
        with transaction.atomic():
            result = takes_lease(application, first)
            lease_read.set()
            assert not answered.wait(0.4)
        return result

    def quick() -> bool:
        assert lease_read.wait(5)
        result = takes_lease(application, second)
        answered.set()
        connection.close()
        return result

    assert together(slow, quick) == [True, False]
