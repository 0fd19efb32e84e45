"""The worker, for tests."""

from collections.abc import Callable, Sequence
from typing import Any

from asgiref.sync import SyncToAsync
from django.db import connections
from procrastinate.contrib.django import app


def drain(queues: Sequence[str] | None = None) -> None:
    """Runs every waiting job as `rontal worker` does, and ends; call it in a thread of its own.

    No thread of it leaves a connection open: the test database could not be dropped then.
    """
    try:
        worker = app.with_connector(app.connector.get_worker_connector())
        worker.run_worker(
            queues=queues,
            wait=False,
            install_signal_handlers=False,
            listen_notify=False,
            task_middleware=[close_after],
        )
    finally:
        connections.close_all()
        close_deferrer()


def close_after(run: Callable[[], Any], *_context: Any) -> Any:
    """Middleware that closes the connections of the thread in which a job ran."""
    try:
        return run()
    finally:
        connections.close_all()


def close_deferrer() -> None:
    """Closes the connection of the thread in which periodic jobs are deferred, which stays until
    the process ends."""
    SyncToAsync.single_thread_executor.submit(connections.close_all).result(60)
