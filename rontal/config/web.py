"""Web server: `python -m rontal.config.web`.

The application is loaded once; the web processes are forked from it and share its memory.
"""

import gc
import importlib
import multiprocessing
import resource

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from rontal.config import env, production, secret_variables

MAX_CONNECTIONS = 2048
"""Open connections of one process, idle ones too, beyond which others accept them."""
FILES = 4 * MAX_CONNECTIONS
"""Open files that a process may need, where the system allows as many."""
STOP_SECONDS = 8
HEADER_MILLISECONDS = 30_000
"""Time for the headers of a request, and for which a connection may be idle between requests."""


def main() -> None:
    """Serves until a signal ends it."""
    environment = env.read()
    production.refuse()
    _load_application()
    _allow_open_files()
    Granian(
        "rontal.config.web_application:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,  # its connections have a time limit for headers
        websockets=False,
        process_name="rontal: web",
        workers=environment.web_processes,
        backpressure=MAX_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()


def _allow_open_files() -> None:
    """Raises this process's limit of open files, which each connection counts to."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


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
