"""Web server of the tests of request bodies: one process, two threads, windows of a second; it
answers the number of bytes that it read, or the name of its thread.
"""

import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from rontal.config import request_bodies, web


def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    """Reads a body as Django does, by its length."""
    remaining, read = int(environ.get("CONTENT_LENGTH") or 0), 0
    while remaining and (part := environ["wsgi.input"].read(min(remaining, 65_536))):
        remaining, read = remaining - len(part), read + len(part)
    if environ["PATH_INFO"] == "/fault":
        raise ValueError
    start("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/thread":
        return [threading.current_thread().name.encode()]
    return [str(read).encode()]


def main(port: int) -> None:
    """Serves until a signal ends it."""
    multiprocessing.set_start_method("fork", force=True)
    request_bodies.WINDOW_SECONDS = 1.0  # type: ignore[misc]
    request_bodies.CHECK_SECONDS = 0.1  # type: ignore[misc]
    request_bodies.SETTLE_SECONDS = 0.3  # type: ignore[misc]
    request_bodies.PROOF_SECONDS = 0.5  # type: ignore[misc]
    request_bodies.MAX_BUFFERED = 1_000_000  # type: ignore[misc]
    web.receive_bodies(2)
    Granian(
        "tests.config.bodies_server:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=request_bodies.GRANIAN_THREADS,
        backpressure=web.MAX_CONNECTIONS,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
