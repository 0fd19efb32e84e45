"""Web server: `python -m rontal.config.web`.

The application is loaded once; the web processes are forked from it and share its memory.
"""

import gc
import importlib
import multiprocessing

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from rontal.config import env, production, secret_variables

WAITING = 64  # pending requests of one process, beyond which others accept them
STOP_SECONDS = 8
HEADER_MILLISECONDS = 30_000
"""Time for the headers of a request, and for which a connection may be idle between requests."""


def main() -> None:
    """Serves until a signal ends it."""
    environment = env.read()
    production.refuse()
    _load_application()
    Granian(
        "rontal.config.web_application:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        process_name="rontal: web",
        workers=environment.web_processes,
        blocking_threads=environment.web_threads,
        blocking_threads_idle_timeout=600,
        backpressure=WAITING,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()


def _load_application() -> None:
    """Loads the application. Connections and threads would be broken in a forked process."""
    from django.db import connections

    importlib.import_module("rontal.config.wsgi")
    connections.close_all()
    gc.collect()
    gc.freeze()  # a collection in a web process would write to the shared memory
    multiprocessing.set_start_method("fork", force=True)


if __name__ == "__main__":
    secret_variables.hide()
    main()
