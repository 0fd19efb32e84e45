"""The worker: runs the jobs that procrastinate keeps in the database."""

import asyncio
import contextlib
import logging
import os

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from rontal.config import production

GRACE_SECONDS = 10
AT_ONCE = 2
LOOK_FOR_LOST_SECONDS = 30
LEAVE_SECONDS = 13

logger = logging.getLogger(__name__)


def run(*, supervised: bool) -> None:
    """Works until SIGTERM or SIGINT; a job that runs then has ten seconds to end.

    A supervised worker also ends, whatever it waits for, soon after its supervisor is gone.
    """
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    production.refuse_demo_data()
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the jobs' app is not connected through Django")
    # An app of its own fetches the jobs. What a job defers goes over Django's connection, in the
    # job's own transaction: nobody may hear of a row that is not committed yet.
    asyncio.run(_work(app.with_connector(connector.get_worker_connector()), supervised))


async def _work(app: App, supervised: bool) -> None:
    async with app.open_async():
        beside = [asyncio.create_task(_take_up_lost_jobs(app))]
        if supervised:
            beside.append(asyncio.create_task(_leave_after(os.getppid())))
        try:
            await app.run_worker_async(
                concurrency=AT_ONCE, name="rontal", shutdown_graceful_timeout=GRACE_SECONDS
            )
        finally:
            for task in beside:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task


async def _leave_after(parent: int) -> None:
    """Ends the process some seconds after its parent: without it the database is gone too, and
    a connection that never comes would be waited for."""
    while os.getppid() == parent:
        await asyncio.sleep(1)
    await asyncio.sleep(LEAVE_SECONDS)
    os._exit(1)


async def _take_up_lost_jobs(app: App) -> None:
    """Hands jobs of a killed worker to a living one; jobs are safe to run twice."""
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs():
                await app.job_manager.retry_job(job)
                logger.warning("job %s (%s) was cut off; it runs again", job.id, job.task_name)
        except ConnectorException as error:
            logger.warning("cannot look for lost jobs: %s", error)
        await asyncio.sleep(LOOK_FOR_LOST_SECONDS)
