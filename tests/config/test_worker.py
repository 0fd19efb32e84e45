"""The worker's lanes: a long row of examinations delays neither a mail nor a photo in a form."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.config import worker
from rontal.config.worker import Lane
from rontal.core import clock, events
from rontal.core.actors import Actor
from rontal.core.events import JobOptions
from rontal.core.jobs import MACHINE
from rontal.core.models import SealedFile
from rontal.membership import events as membership
from rontal.verification import events as verification
from tests.support.event_types import ONLY_IN_TESTS
from tests.support.worker import close_after, close_deferrer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
EXAMINED, READ, MAILED = "test:examined", "test:read", "test:mailed"
DONE: list[str] = []
MAIL_IS_OUT = threading.Event()


def examine(event) -> None:
    """Waits for the mail, as if the row of examinations were endless."""
    MAIL_IS_OUT.wait(2)
    note(event)


def read(event) -> None:
    note(event)


def mail(event) -> None:
    note(event)
    MAIL_IS_OUT.set()


def note(event) -> None:
    DONE.append(event.name)


@pytest.fixture(autouse=True)
def listeners(monkeypatch):
    ways = {
        EXAMINED: (examine, JobOptions(MACHINE)),
        READ: (read, JobOptions(MACHINE, 20)),
        MAILED: (mail, JobOptions()),
    }
    for name, (function, line) in ways.items():
        key = f"{__name__}.{function.__name__}"
        monkeypatch.setitem(events.DECLARED, name, ONLY_IN_TESTS)
        monkeypatch.setitem(events.SUBSCRIBERS, name, {key: function})
        monkeypatch.setitem(events.JOB_OPTIONS, key, line)
    DONE.clear()
    MAIL_IS_OUT.clear()


def emit(*names) -> None:
    for name in names:
        events.emit(name, actor=Actor.system("test"), subject=SealedFile(purpose="x"))


def work(lanes) -> list[str]:
    """Works in these lanes until nothing waits; what was done, in order."""

    async def until_done() -> None:
        own = app.with_connector(app.connector.get_worker_connector())
        own.worker_defaults = {**own.worker_defaults, "task_middleware": [close_after]}
        async with own.open_async():
            tasks = [asyncio.create_task(worker._run_lane(own, lane)) for lane in lanes]
            async with asyncio.timeout(60):
                while await asyncio.to_thread(waiting):
                    await asyncio.sleep(0.05)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, until_done()).result(timeout=60)
    close_deferrer()
    return DONE


def waiting() -> bool:
    try:
        jobs = ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
        return jobs.exclude(scheduled_at__gt=clock.now()).exists()
    finally:
        connections.close_all()


def test_a_mail_and_a_photo_overtake_a_row_of_examinations():
    emit(EXAMINED, EXAMINED, EXAMINED, EXAMINED, READ, MAILED)
    done = work(worker.lanes())
    assert done.count(EXAMINED) == 4
    assert done.index(MAILED) < done.index(EXAMINED)
    assert done.index(READ) <= 1


def test_control_in_one_lane_the_mail_waits_for_the_examinations():
    emit(EXAMINED, EXAMINED, EXAMINED, MAILED)
    whole = [queue for lane in worker.lanes() for queue in lane.queues]
    done = work([Lane("all", whole, 2)])
    assert done.index(EXAMINED) < done.index(MAILED)


def test_the_lanes_take_every_queue_once():
    queues = [queue for lane in worker.lanes() for queue in lane.queues]
    assert len(queues) == len(set(queues))
    assert {task.queue for task in app.tasks.values()} <= set(queues)
    assert {line.queue for line in events.JOB_OPTIONS.values()} <= set(queues)


def test_who_waits_before_a_form_comes_before_the_desk_and_the_desk_before_the_row():
    def priority(event) -> int:
        ours = [key for key in events.SUBSCRIBERS[event] if key.startswith("rontal.verification")]
        lines = [events.JOB_OPTIONS[key] for key in ours]
        assert {line.queue for line in lines} == {MACHINE}
        return lines[0].priority

    form, desk = priority(membership.PHOTO_ADDED), priority(verification.EXAMINATION_ASKED)
    assert form > desk > priority(membership.ACTIVATED)
