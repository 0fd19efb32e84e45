"""Background worker: runs the jobs that procrastinate stores in the database."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from rontal.config import production
from rontal.core.child_processes import lower_priority
from rontal.core.jobs import MACHINE, quick_queues

GRACE_SECONDS = 10
LOST_JOBS_CHECK_SECONDS = 30
LEAVE_SECONDS = 13
NICE = 5
"""Niceness: page requests have priority over jobs."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lane:
    """Queues worked off independently of other lanes, with `at_once` concurrent jobs."""

    name: str
    queues: Sequence[str]
    at_once: int


def lanes() -> list[Lane]:
    """Returns the lanes: quick jobs such as mails, and recognition of photos, one at a time.

    Quick jobs never wait for photos.
    """
    return [Lane("rontal", quick_queues(), 2), Lane("rontal-machine", [MACHINE], 1)]


def run(*, supervised: bool) -> None:
    """Runs jobs until SIGTERM or SIGINT; a running job then has ten seconds to end.

    A supervised worker also ends soon after its supervisor, whatever it is waiting for.
    """
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    production.refuse_demo_data()
    lower_priority(NICE)
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the jobs' app is not connected through Django")
    # A separate app fetches jobs. Jobs deferred by a job use Django's connection and the job's own
    # transaction, so that no job refers to a row that is not committed yet.
    asyncio.run(_work(app.with_connector(connector.get_worker_connector()), supervised))


async def _work(app: App, supervised: bool) -> None:
    async with app.open_async():
        beside = [_take_up_lost_jobs(app)]
        if supervised:
            beside.append(_leave_after(os.getppid()))
        async with _running(beside):
            await _run_until_stopped([_run_lane(app, lane) for lane in lanes()])


def _run_lane(app: App, lane: Lane) -> Coroutine[Any, Any, None]:
    return app.run_worker_async(
        name=lane.name,
        queues=lane.queues,
        concurrency=lane.at_once,
        shutdown_graceful_timeout=GRACE_SECONDS,
        install_signal_handlers=False,
    )


async def _run_until_stopped(drives: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Runs until a signal asks to stop or a lane ends; then lets all lanes finish their jobs."""
    stop = asyncio.Event()
    tasks = [asyncio.create_task(drive) for drive in drives]
    with _signals(stop):
        waits = asyncio.create_task(stop.wait())
        await asyncio.wait([*tasks, waits], return_when=asyncio.FIRST_COMPLETED)
        for task in [*tasks, waits]:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for fault in ended:
        if isinstance(fault, Exception):
            raise fault


@contextlib.contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    loop, names = asyncio.get_running_loop(), (signal.SIGINT, signal.SIGTERM)
    for name in names:
        loop.add_signal_handler(name, stop.set)
    try:
        yield
    finally:
        for name in names:
            loop.remove_signal_handler(name)


@contextlib.asynccontextmanager
async def _running(beside: Sequence[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(one) for one in beside]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _leave_after(parent: int) -> None:
    """Ends the process some seconds after its parent.

    Without the parent the embedded database is gone, and a new connection would be awaited
    forever.
    """
    while os.getppid() == parent:
        await asyncio.sleep(1)
    await asyncio.sleep(LEAVE_SECONDS)
    os._exit(1)


async def _take_up_lost_jobs(app: App) -> None:
    """Requeues jobs of a killed worker; jobs are safe to run twice."""
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs():
                await app.job_manager.retry_job(job)
                logger.warning("job %s (%s) was cut off; it runs again", job.id, job.task_name)
        except ConnectorException as error:
            logger.warning("cannot look for lost jobs: %s", error)
        await asyncio.sleep(LOST_JOBS_CHECK_SECONDS)
