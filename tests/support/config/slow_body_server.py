"""Web server of the tests of request bodies: one process, two threads, short deadlines; it answers
the number of bytes that it read, the name of its thread, or a long stream.
"""

import multiprocessing
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from rontal.config import asgi, request_bodies, web

PIECES = 200
THREADS = 2
WORK_SECONDS = 7.0
STREAM_BYTES = PIECES * 100_000


class Stream:
    """Answer that is made while it is sent, as Django's StreamingHttpResponse is."""

    streaming = True

    def __iter__(self) -> Iterator[bytes]:
        for _number in range(PIECES):
            made.append(1)
            yield b"x" * 100_000


made: list[int] = []
"""Pieces of streams that were made."""


def wsgi(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    """Reads a body as Django does, by its length."""
    remaining, read = int(environ.get("CONTENT_LENGTH") or 0), 0
    while remaining and (part := environ["wsgi.input"].read(min(remaining, 65_536))):
        remaining, read = remaining - len(part), read + len(part)
    if environ["PATH_INFO"] == "/fault":
        raise ValueError
    if environ["PATH_INFO"] == "/work":
        time.sleep(WORK_SECONDS)
    kind = [("Content-Type", "text/plain")]
    if environ["PATH_INFO"] == "/stream":
        start("200 OK", kind)
        return Stream()
    texts = {
        "/made": str(len(made)),
        "/thread": threading.current_thread().name,
        "/forwarded": environ.get("HTTP_X_FORWARDED_FOR", "-"),
        "/query": environ["QUERY_STRING"].encode("latin-1").decode(),
    }
    text = texts.get(environ["PATH_INFO"], str(read))
    start("200 OK", [*kind, ("Content-Length", str(len(text.encode())))])
    return [text.encode()]


application = asgi.Application(wsgi, THREADS)


def main(port: int) -> None:
    """Serves until a signal ends it."""
    multiprocessing.set_start_method("fork", force=True)
    request_bodies.FIRST_SECONDS = 1.0  # type: ignore[misc]
    request_bodies.LEAST_RATE = 1_000_000  # type: ignore[misc]
    request_bodies.MAX_BUFFERED = asgi.MAX_BUFFERED = 1_000_000  # type: ignore[misc]
    request_bodies.MAX_HELD = 1_500_000  # type: ignore[misc]
    asgi.PIECE_SECONDS = 0.5  # type: ignore[misc]
    asgi.TURN_SECONDS = 3.0  # type: ignore[misc]
    Granian(
        "tests.support.config.slow_body_server:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        backpressure=web.MAX_CONNECTIONS,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
