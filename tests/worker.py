"""The worker, for tests."""

from django.db import connections
from procrastinate.contrib.django import app


def drain() -> None:
    """Runs every waiting job as `rontal worker` does, and ends; call it in a thread of its own."""
    try:
        worker = app.with_connector(app.connector.get_worker_connector())
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    finally:
        connections.close_all()
