"""The worker: runs the jobs that procrastinate keeps in the database."""

import asyncio
import contextlib
import logging

from procrastinate import App
from procrastinate.exceptions import ConnectorException

GRACE_SECONDS = 10
AT_ONCE = 2
LOOK_FOR_LOST_SECONDS = 30

logger = logging.getLogger(__name__)


def run() -> None:
    """Works until SIGTERM or SIGINT; a job that runs then has ten seconds to end."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the jobs' app is not connected through Django")
    with app.replace_connector(connector.get_worker_connector()) as working:
        asyncio.run(_work(working))


async def _work(app: App) -> None:
    async with app.open_async():
        finder = asyncio.create_task(_take_up_lost_jobs(app))
        try:
            await app.run_worker_async(
                concurrency=AT_ONCE, name="rontal", shutdown_graceful_timeout=GRACE_SECONDS
            )
        finally:
            finder.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await finder


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
