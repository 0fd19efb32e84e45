"""Intake of request bodies: a body that arrives slowly occupies no thread that serves pages.

Granian calls the application as soon as the headers are there, and reading the body waits for the
client. Granian therefore has many threads, which only receive bodies into memory; few threads of
ours, each with a connection to the database, call the application once all is there. A body that
brings too little in half a minute, or takes too long as a whole, is answered by 408, whether or not
a proxy stands in front.

The answer is given through Granian's protocol object, which any thread may call once.
"""

import io
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Final, Protocol

from rontal.config import slow_connections
from rontal.config.slow_connections import Traffic

CHUNK: Final = 16 * 1024
AT_ONCE: Final = 200
"""Bodies that a process receives at once."""
GRANIAN_THREADS: Final = AT_ONCE + 8
"""Threads of Granian; they start when they are needed."""
MAX_BUFFERED: Final = 50 * 1024 * 1024
"""Bytes of the largest body that is received into memory: a form with three photos. A longer one,
an import by staff, is read by the application as it arrives, one at a time in each process.
"""
MAX_ALL_BUFFERED: Final = 200 * 1024 * 1024
WINDOW_SECONDS: Final = 30.0
WINDOW_BYTES: Final = 60_000
"""Bytes that a body must bring in each window: 16 kbit/s, a phone with a poor signal."""
MAX_SECONDS: Final = 1_200.0
"""Elapsed time of a body that is received into memory."""
CHECK_SECONDS: Final = 1.0
SETTLE_SECONDS: Final = 2.0
"""Seconds after which an answer was sent, so that the traffic of its connection can be compared."""
PROOF_SECONDS: Final = 10.0
"""Seconds during which a connection that still brings a body after its answer is watched."""
RETRY_SECONDS: Final = 5

logger = logging.getLogger(__name__)
Environ = dict[str, Any]


class Transport(Protocol):
    """Granian's side of a request."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answers the request; only the first answer counts."""


Run = Callable[[Transport, Environ], object]


@dataclass
class _Body:
    """Body that is being received."""

    transport: Transport
    source: Any
    length: int
    peer: str
    max_seconds: float = MAX_SECONDS
    received: int = 0
    began: float = field(default_factory=time.monotonic)
    window_began: float = field(default_factory=time.monotonic)
    window_received: int = 0
    given_up_at: float = 0.0
    before: dict[int, Traffic] | None = None

    @property
    def given_up(self) -> bool:
        """True once it was answered by 408."""
        return self.given_up_at > 0

    def read(self, size: int = -1) -> bytes:
        """Returns the next bytes, b"" at the end or once the body was given up."""
        missing = self.length - self.received
        size = min(missing if size < 0 else size, missing, CHUNK)
        part = b"" if self.given_up or not size else bytes(self.source.read(size))
        self.received += len(part)
        return b"" if self.given_up else part

    def is_too_slow(self, now: float) -> bool:
        """Returns whether the body brought too little in the last window, or takes too long."""
        if now - self.began > self.max_seconds:
            return True
        if now - self.window_began < WINDOW_SECONDS:
            return False
        too_slow = self.received - self.window_received < WINDOW_BYTES
        self.window_began, self.window_received = now, self.received
        return too_slow and self.received < self.length


class Intake:
    """Receives the bodies of a web process, and answers its requests in threads of its own."""

    def __init__(self, run: Run, threads: int) -> None:
        """Sets up the intake; `run` answers a request, in one of `threads` threads, which start
        with the first request.
        """
        self._run, self._threads = run, threads
        self._lock, self._started, self._held = threading.Lock(), False, 0
        self._receiving: dict[int, _Body] = {}
        self._complete: SimpleQueue[tuple[Transport, Environ, int]] = SimpleQueue()
        self._streams = threading.Semaphore(1)

    def serve(self, transport: Transport, environ: Environ) -> None:
        """Receives the body of a request, and queues the request."""
        if not self._started:
            self._start()
        length = _length(environ)
        if not length:
            self._complete.put((transport, environ, 0))
        elif length > MAX_BUFFERED:
            self._serve_stream(transport, environ, length)
        else:
            self._serve_buffered(_body(transport, environ, length), environ)

    def _serve_buffered(self, body: _Body, environ: Environ) -> None:
        content = io.BytesIO()
        with self._watched(body) as accepted:
            while accepted and (part := body.read(CHUNK)):
                content.write(part)
                if self._hold(len(part)) > MAX_ALL_BUFFERED:
                    _answer_busy(body.transport)
                    break
        if body.received < body.length:
            self._hold(-content.tell())
            _answer(body.transport, 400, "the body ended before its length")
            return
        content.seek(0)
        environ["wsgi.input"] = content
        self._complete.put((body.transport, environ, body.length))

    def _serve_stream(self, transport: Transport, environ: Environ, length: int) -> None:
        """Lets the application read a long body as it arrives, in this thread of Granian's."""
        if not self._streams.acquire(blocking=False):
            _answer_busy(transport)
            return
        body = _body(transport, environ, length, max_seconds=float("inf"))
        environ["wsgi.input"] = io.BufferedReader(_Stream(body), CHUNK)
        try:
            with self._watched(body) as accepted:
                if accepted:
                    self._answer(transport, environ)
        finally:
            self._streams.release()
            _close_connections()

    @contextmanager
    def _watched(self, body: _Body) -> Iterator[bool]:
        """Watches the speed of a body during the block; yields False for one too many."""
        with self._lock:
            accepted = len(self._receiving) < AT_ONCE
            if accepted:
                self._receiving[id(body)] = body
        if not accepted:
            _answer_busy(body.transport)
        try:
            yield accepted
        finally:
            with self._lock:
                self._receiving.pop(id(body), None)

    def _answer(self, transport: Transport, environ: Environ) -> None:
        try:
            self._run(transport, environ)
        except Exception:
            logger.exception("a request failed")
            _answer(transport, 500, "internal error")

    def _start(self) -> None:
        """Starts the threads of this process; those of before a fork would not be in it."""
        with self._lock:
            if self._started:
                return
            self._started = True
        for number in range(self._threads):
            threading.Thread(target=self._work, name=f"web {number}", daemon=True).start()
        threading.Thread(target=self._watch, name="body watch", daemon=True).start()

    def _work(self) -> None:
        while True:
            transport, environ, length = self._complete.get()
            self._answer(transport, environ)
            if length:
                self._hold(-length)
            del transport, environ  # else an idle thread would hold the last body

    def _watch(self) -> None:
        """Gives up bodies that are too slow."""
        while True:
            time.sleep(CHECK_SECONDS)
            with self._lock:
                bodies = list(self._receiving.values())
            now = time.monotonic()
            for body in bodies:
                _check(body, now)

    def _hold(self, size: int) -> int:
        """Adds to the bytes of bodies in memory, and returns their number."""
        with self._lock:
            self._held += size
            return self._held


class _Stream(io.RawIOBase):
    """A body as a file."""

    def __init__(self, body: _Body) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._body.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def wrapped(
    wrap: Callable[..., Run], threads: int, callback: Any, scope: Environ, log_format: Any = None
) -> Run:
    """Returns Granian's function that calls the WSGI application `callback`, behind an intake."""
    return Intake(wrap(callback, scope, log_format), threads).serve


def _body(
    transport: Transport, environ: Environ, length: int, max_seconds: float = MAX_SECONDS
) -> _Body:
    return _Body(transport, environ["wsgi.input"], length, environ["REMOTE_ADDR"], max_seconds)


def _check(body: _Body, now: float) -> None:
    """Answers a body that is too slow by 408, then ends its connection where that goes on."""
    if not body.given_up:
        if body.is_too_slow(now):
            body.given_up_at = now
            _answer(body.transport, 408, "the request body arrives too slowly")
    elif body.before is None:
        if now - body.given_up_at > SETTLE_SECONDS:
            body.before = slow_connections.traffic_of(body.peer)
    elif now - body.given_up_at > SETTLE_SECONDS + PROOF_SECONDS:
        least = int(WINDOW_BYTES * PROOF_SECONDS / WINDOW_SECONDS)
        slow_connections.end_slow(body.peer, body.before, least=least, silent=PROOF_SECONDS)
        body.before, body.given_up_at = None, now


def _length(environ: Environ) -> int:
    """Returns the length of the body; 0 for none, and for one without a length, which Django does
    not read either.
    """
    text = environ.get("CONTENT_LENGTH") or ""
    return int(text) if text.isascii() and text.isdigit() else 0


def _answer(transport: Transport, status: int, text: str, *more: tuple[str, str]) -> None:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"), *more]
    transport.response_bytes(status, headers, f"{text}\n".encode())


def _answer_busy(transport: Transport) -> None:
    wait = ("Retry-After", str(RETRY_SECONDS))
    _answer(transport, 503, "too many uploads at once; try again soon", wait)


def _close_connections() -> None:
    """Closes this thread's connections to the database, of which the other threads have few."""
    from django.db import connections

    connections.close_all()
