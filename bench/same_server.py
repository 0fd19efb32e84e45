"""Serves another application in the same way as Rontal: with granian and as many processes and
threads.

`python -m bench.same_server MODULE PORT`; the module has a function `application`.
"""

import importlib
import os
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from rontal.config import asgi, env, web

MODULE = "BENCH_MODULE"


def main(module: str, port: int) -> None:
    """Serves until it is terminated."""
    environment = env.read()
    os.environ[MODULE] = module
    Granian(
        "bench.same_server:application",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        workers=environment.web_processes,
        backpressure=web.MAX_CONNECTIONS,
        log_level=LogLevels.error,
    ).serve()


def application() -> asgi.Application:
    """Returns the ASGI application of a web process."""
    wsgi = importlib.import_module(os.environ[MODULE]).application()
    return asgi.Application(wsgi, env.read().web_threads)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
