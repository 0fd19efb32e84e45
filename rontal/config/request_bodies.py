"""Request bodies, received before a thread works on the request.

Each body has a deadline, which moves on with what has come: a client that sends too slowly is
refused. Bodies wait in memory: no file of a person is written to the disk unencrypted.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, Final

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

FIRST_SECONDS: Final = 30.0
"""Time of a body before its rate counts, and longest wait for its next piece."""
LEAST_RATE: Final = 2_000
"""Bytes a second that a body must bring after its first seconds: a phone with a poor signal."""
MAX_SECONDS: Final = 900.0
"""Elapsed time of a body that is received into memory."""
MAX_BUFFERED: Final = 50 * 1024 * 1024
"""Bytes of the largest body that is received into memory: a form with three photos. A longer one,
an import by staff, is read by its view as it arrives.
"""
SMALL: Final = 64 * 1024
"""Bytes of a body that is received however many others wait: the form of a page."""
MAX_HELD: Final = 100 * 1024 * 1024
"""Bytes of all larger bodies that wait in the memory of a process."""
BUSY: Final = "too many uploads at once; try again soon"
LONG_AT_ONCE: Final = 2
"""Bodies of a process that are read as they arrive."""


class BodyRefused(Exception):
    """Body that is not received; `status` is the HTTP status of the answer."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


class Disconnected(Exception):
    """Client that closed the connection before its body was complete."""


class Body:
    """Pieces of one body, in time."""

    def __init__(self, receive: Receive, max_seconds: float = MAX_SECONDS) -> None:
        """Starts the clock of a body; `receive` is that of ASGI."""
        self._receive = receive
        self._began = asyncio.get_running_loop().time()
        self._max_seconds = max_seconds
        self._received = 0
        self.complete = False

    async def next_piece(self) -> bytes:
        """Returns the next piece, b"" at the end.

        Raises BodyRefused where it comes too slowly, Disconnected where the client is gone.
        """
        if self.complete:
            return b""
        seconds = min(FIRST_SECONDS + self._received / LEAST_RATE, self._max_seconds)
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(min(self._began + seconds, now + FIRST_SECONDS)):
                message = await self._receive()
        except TimeoutError:
            raise BodyRefused(408, "the request body arrives too slowly") from None
        if message["type"] != "http.request":
            raise Disconnected
        piece = bytes(message.get("body", b""))
        self.complete = not message.get("more_body", False)
        self._received += len(piece)
        return piece


class LongBody(io.RawIOBase):
    """Long body as a file; a thread reads it as it arrives. `loop` is that of the connection."""

    def __init__(self, body: Body, loop: asyncio.AbstractEventLoop) -> None:
        self._body, self._loop = body, loop
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Returns True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer; raises OSError where the body ends early or is refused."""
        while not self._rest and not self._body.complete:
            piece = asyncio.run_coroutine_threadsafe(self._body.next_piece(), self._loop)
            try:
                self._rest = memoryview(piece.result(2 * FIRST_SECONDS))  # the loop may end
            except (BodyRefused, Disconnected) as error:
                raise OSError("the request body is incomplete") from error
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


class Bodies:
    """Bodies that this process receives."""

    def __init__(self) -> None:
        self._held = self._long = 0

    async def receive(self, body: Body, length: int | None) -> io.BytesIO:
        """Returns a body in memory; release it by `release`.

        Raises BodyRefused, and Disconnected.
        """
        content = io.BytesIO()
        counted = length is None or length > SMALL
        try:
            while not body.complete:
                piece = await body.next_piece()
                self._held += len(piece) if counted else 0
                content.write(piece)
                self._check(content.tell(), counted)
        except BaseException:
            self.release(content.tell(), length)
            raise
        content.seek(0)
        return content

    def release(self, size: int, length: int | None) -> None:
        """Counts a body of `receive` as gone; `size` is what came of it."""
        if length is None or length > SMALL:
            self._held -= size

    @contextmanager
    def long(self) -> Iterator[None]:
        """Counts a body that is read as it arrives during the block; raises BodyRefused for one
        too many.
        """
        if self._long >= LONG_AT_ONCE:
            raise BodyRefused(503, BUSY)
        self._long += 1
        try:
            yield
        finally:
            self._long -= 1

    def _check(self, size: int, counted: bool) -> None:
        if size > MAX_BUFFERED:
            raise BodyRefused(413, "the request body is too large")
        if counted and self._held > MAX_HELD:
            raise BodyRefused(503, BUSY)


def length_of(scope: Scope) -> int | None:
    """Returns the length that a request announces, 0 without a body, None for a chunked body. The
    server has checked the headers.
    """
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return None
    return int(headers.get(b"content-length", 0))
