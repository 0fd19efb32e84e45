"""Serves another application in the same way as Rontal: with granian and as many processes and
threads.

`python -m bench.same_server MODULE PORT`; the module has a function `application`.
"""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from rontal.config import env, web


def main(module: str, port: int) -> None:
    """Serves until it is terminated."""
    environment = env.read()
    Granian(
        f"{module}:application",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=environment.web_processes,
        blocking_threads=environment.web_threads,
        backpressure=web.WAITING,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
