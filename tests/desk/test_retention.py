"""Tests of the page of retention: every kind of data, its period, what is due and was erased."""

import sys
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.roles import Role
from rontal.core import clock, event_references, retention
from rontal.core.actors import Actor
from rontal.core.events import PastEvent, write_past
from rontal.core.limits import Limit
from rontal.core.models import Sweep
from rontal.feedback.services import polling
from rontal.lending.models import Licence, Loan
from rontal.membership import tasks as membership
from rontal.membership.models import Application
from rontal.membership.policies import MembershipPolicies
from rontal.privacy import tasks
from tests.support.accounts.factories import person
from tests.support.membership import factories
from tests.support.web.registration import walk
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PAGE = "/meja/masa-simpan/"
FEW_QUERIES = 8


def test_every_kind_is_erased_by_a_job_that_records_it() -> None:
    tasks_by_name = {
        one.task.name: one.task for one in app.periodic_registry.periodic_tasks.values()
    }
    for job in {kind.job for kind in retention.DECLARED.values()}:
        tasks_by_name[job].func(timestamp=0)
    assert set(retention.erased()) == set(retention.DECLARED)


def test_page_says_what_is_due_and_what_was_erased() -> None:
    head, days = client_of(factories.clerk(Role.HEAD)), MembershipPolicies.current().draft_days
    factories.draft()
    empty = walk.text_of(head.get(PAGE))
    assert "Formulir pendaftaran yang belum selesai" in empty
    assert f"{days} hari setelah perubahan terakhir" in empty
    assert "1 dalam 7 hari" in empty
    with time_machine.travel(clock.now() + timedelta(days=days, hours=1)):
        membership.sweep_drafts.func(timestamp=0)
        membership.sweep_drafts.func(timestamp=0)
        done = retention.erased()["membership.drafts"]
    assert (done.last, done.total) == (0, 1)
    assert "1 dalam 7 hari" not in walk.text_of(head.get(PAGE))


def test_sessions_end_by_the_policies_and_are_counted() -> None:
    client_of(factories.clerk(Role.HEAD))
    client_of(person())
    page = walk.text_of(client_of(factories.clerk(Role.HEAD)).get(PAGE))
    policies = AccountsPolicies.current()
    assert f"{policies.member_session_days} hari setelah masuk" in page
    with time_machine.travel(clock.now() + timedelta(hours=policies.staff_session_hours)):
        tasks.sweep.func(timestamp=0)
    assert retention.erased()["accounts.sessions"].last == 2


def test_no_count_of_attempts_lasts_longer_than_the_page_says() -> None:
    modules = [module for name, module in sys.modules.items() if name.startswith("rontal.")]
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Limit)]
    assert polling.FETCHES in found
    assert max(one.window for one in found) == retention.DECLARED["privacy.limits"].period().delta


@pytest.mark.parametrize("role", [Role.CLERK, Role.LIBRARIAN])
def test_only_head_and_administrator_open_the_page(role: Role) -> None:
    assert client_of(factories.clerk(role)).get(PAGE).status_code == 403
    assert client_of(factories.clerk(Role.ADMINISTRATOR)).get(PAGE).status_code == 200


def test_only_what_the_program_counts_can_wait_for_nothing() -> None:
    page = walk.text_of(client_of(factories.clerk(Role.HEAD)).get(PAGE))
    uncounted = sum(kind.rows is None for kind in retention.DECLARED.values())
    assert page.count("—") == uncounted > 0
    assert "Tidak ada" in page


def test_events_without_references_no_longer_wait() -> None:
    old = clock.now() - timedelta(days=6 * 365)
    reader, licence = Actor.person(-4), Actor.system("x")
    write_past(
        [
            PastEvent("application:opened", old, Actor.staff(3, frozenset()), Application(pk=5)),
            PastEvent("loan:started", old, reader, Loan(pk=5)),
            PastEvent("licence:granted", old, licence, Licence(pk=5)),
        ]
    )
    waiting = retention.DECLARED["privacy.references"].rows
    assert waiting is not None
    assert waiting().count() == event_references.end_references(5) == 2
    assert waiting().count() == 0


def test_page_needs_few_queries() -> None:
    administrator = client_of(factories.clerk(Role.ADMINISTRATOR))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        administrator.get(PAGE)
    assert len(queries) <= FEW_QUERIES


def test_kind_is_declared_once() -> None:
    kind = next(iter(retention.DECLARED.values()))
    with pytest.raises(ValueError, match="twice"):
        retention.declare(kind)


def test_finished_jobs_are_deleted_and_failed_ones_stay() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    factories.submitted()
    jobs = ProcrastinateJob.objects.order_by("pk")
    first, second = jobs[0].pk, jobs[1].pk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [first])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [second])
    tasks.end_periods.func(timestamp=0)
    assert jobs.filter(pk=first).exists()
    with time_machine.travel(clock.now() + timedelta(days=31)):
        tasks.end_periods.func(timestamp=0)
    assert not jobs.filter(pk=first).exists()
    assert jobs.filter(pk=second).exists()
    assert retention.erased()["privacy.jobs"].total == 1


def test_records_of_sweeps_end_too() -> None:
    old = clock.now() - timedelta(days=500)
    Sweep.objects.create(kind="x", day=old.date(), at=old, last=1, total=1)
    tasks.end_periods.func(timestamp=0)
    assert not Sweep.objects.filter(kind="x").exists()
