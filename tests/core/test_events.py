"""Tests for events: written once, subscribers' jobs deferred in the same transaction, never
changed.
"""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import clock, events, jobs
from rontal.core.actors import Actor
from rontal.core.models import Event, SealedFile
from tests.support.event_types import ONLY_IN_TESTS

pytestmark = pytest.mark.django_db
TRIED = "test:tried"
TRIED_IN_LINE = "test:tried_in_line"
RECEIVED: list[int] = []


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    """Declares the events for these tests only."""
    monkeypatch.setitem(events.DECLARED, TRIED, ONLY_IN_TESTS)
    monkeypatch.setitem(events.DECLARED, TRIED_IN_LINE, ONLY_IN_TESTS)


@events.subscriber(TRIED, label="tried")
def record_event(event: Event) -> None:
    RECEIVED.append(event.pk)


def emit_one() -> Event:
    subject = SealedFile(purpose="x")
    return events.emit(TRIED, actor=Actor.system("test"), subject=subject, data={"n": 1})


def test_an_event_remembers_who_what_and_when():
    event = emit_one()
    event.refresh_from_db()
    assert (event.actor_kind, event.actor_name) == ("system", "test")
    assert event.subject_type == "core.sealedfile"
    assert event.data == {"n": 1}


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(change):
    event = emit_one()
    rows = Event.objects.filter(pk=event.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(name="other") if change == "update" else rows.delete()
    event.refresh_from_db()
    assert event.name == TRIED


def test_the_database_refuses_to_empty_the_table_of_events():
    event = emit_one()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL rontal.begins_anew = 'off'")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE core_event CASCADE")
    assert Event.objects.filter(pk=event.pk).exists()


def test_each_event_defers_one_job_a_subscriber_and_the_job_reaches_it():
    event = emit_one()
    job = ProcrastinateJob.objects.get(task_name="core:tell_subscriber")
    assert job.args == {"subscriber": f"{__name__}.record_event", "event_id": event.pk}
    from rontal.core.jobs import tell_subscriber

    tell_subscriber(**job.args)
    assert RECEIVED[-1] == event.pk


@events.subscriber(TRIED_IN_LINE, label="tried in line", line=events.JobOptions("slow", priority=7))
def ignore_in_line(event: Event) -> None:
    """Subscriber that does nothing; it only has to be importable."""


def test_job_has_queue_and_priority_of_its_subscriber():
    events.emit(TRIED_IN_LINE, actor=Actor.system("test"), subject=SealedFile(purpose="x"))
    job = ProcrastinateJob.objects.get(task_name="core:tell_subscriber")
    assert (job.queue_name, job.priority) == ("slow", 7)
    assert "slow" in jobs.quick_queues()


def test_only_the_machine_queue_is_slow():
    assert jobs.MACHINE not in jobs.quick_queues()
    assert {"default", "events", "mail", "periodic"} <= set(jobs.quick_queues())


def test_event_of_a_rolled_back_transaction_notifies_nobody():
    with transaction.atomic():
        emit_one()
        transaction.set_rollback(True)
    assert not Event.objects.filter(name=TRIED).exists()
    assert not ProcrastinateJob.objects.exists()


def test_undeclared_event_cannot_be_emitted():
    with pytest.raises(KeyError):
        events.emit("test:unknown", actor=Actor.visitor(), subject=SealedFile(purpose="x"))


def test_event_name_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        events.declare(TRIED, "Something else.", label="Tried", sentence="%(who)s tried.")


def test_events_about_many_cost_as_many_statements_as_one(
    django_assert_num_queries,
):
    actor = Actor.system("test")
    with django_assert_num_queries(2):
        event_ids = events.emit_all(TRIED, actor=actor, subjects=[SealedFile(purpose="x")] * 50)
    jobs = ProcrastinateJob.objects.filter(task_name="core:tell_subscriber")
    assert {job.args["event_id"] for job in jobs} == {event.pk for event in event_ids}


def test_events_of_the_past_are_stored_in_order_without_notification():
    first, second = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    reader, subject = Actor.person(7), SealedFile(purpose="x")
    events.write_past(events.PastEvent(TRIED, at, reader, subject) for at in (second, first))
    rows = Event.objects.filter(name=TRIED).order_by("pk")
    assert list(rows.values_list("at", "actor_id")) == [(first, 7), (second, 7)]
    assert not ProcrastinateJob.objects.exists()


def test_event_of_the_past_must_be_declared():
    happened = events.PastEvent(
        "test:unknown", clock.now(), Actor.visitor(), SealedFile(purpose="x")
    )
    with pytest.raises(KeyError):
        events.write_past([happened])
