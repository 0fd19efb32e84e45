"""Tests for jobs: what a job defers is written in the job's own transaction."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import events
from rontal.core.actors import Actor
from rontal.core.jobs import tell_subscriber
from rontal.core.models import Event, SealedFile
from tests.support.config.borrowers import wait_until
from tests.support.event_types import ONLY_IN_TESTS
from tests.support.worker import close_after, drain

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
FIRST, SECOND = "test:first", "test:second"
SYSTEM = Actor.system("test")


def emit(name: str) -> Event:
    return events.emit(name, actor=SYSTEM, subject=SealedFile(purpose="x"))


def pass_on(event: Event) -> None:
    """Emits a second event, defers a job itself and then fails: all of it must be rolled back."""
    with transaction.atomic():
        second = emit(SECOND)
        tell_subscriber.defer(subscriber=f"{__name__}.by_itself", event_id=second.pk)
        raise RuntimeError


def ignore_event(event: Event) -> None:
    """Subscriber that does nothing; it only has to be importable."""


@pytest.fixture(autouse=True)
def chain(monkeypatch):
    for name, function in ((FIRST, pass_on), (SECOND, ignore_event)):
        monkeypatch.setitem(events.DECLARED, name, ONLY_IN_TESTS)
        monkeypatch.setitem(events.SUBSCRIBERS, name, {f"{__name__}.{function.__name__}": function})


def jobs_after(work) -> list[str]:
    """Runs `work` in a thread after an event and returns the names of the subscribers for which
    jobs were deferred.
    """
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    emit(FIRST)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result(timeout=60)
    rows = ProcrastinateJob.objects.filter(task_name="core:tell_subscriber").exclude(pk__in=before)
    return sorted(row.args["subscriber"].rpartition(".")[2] for row in rows)


def test_jobs_deferred_by_a_failed_job_are_rolled_back():
    assert jobs_after(drain) == ["pass_on"]
    assert not Event.objects.filter(name=SECOND).exists()


def test_control_over_the_workers_own_connection_a_job_is_there_without_its_event():
    def drain_with_one_connector() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(
                wait=False,
                install_signal_handlers=False,
                listen_notify=False,
                task_middleware=[close_after],
            )

    assert jobs_after(drain_with_one_connector) == ["by_itself", "ignore_event", "pass_on"]
    assert not Event.objects.filter(name=SECOND).exists()


def test_no_thread_of_a_drained_worker_leaves_a_session_open():
    before = sessions()
    assert jobs_after(drain)
    wait_until(lambda: sessions() <= before, 20, "a session of the worker stays open")


def sessions() -> set[int]:
    """The sessions of others at the test database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in cursor.fetchall()}
