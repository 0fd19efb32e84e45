"""ASGI application that answers by the WSGI application in few threads.

The event loop receives bodies and sends answers. A thread works on a request once its body is
there, and is free again once its answer is made, however slow the client is.
"""

import asyncio
import contextvars
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Final

from asgiref.wsgi import WsgiToAsgiInstance

from rontal.config.request_bodies import (
    BUSY,
    LONG_AT_ONCE,
    MAX_BUFFERED,
    SMALL,
    Bodies,
    Body,
    BodyRefused,
    Disconnected,
    LongBody,
    Message,
    Receive,
    Scope,
    length_of,
)

Send = Callable[[Message], Awaitable[None]]
Wsgi = Callable[..., Any]

STREAMS: Final = 32
"""Answers of a process that are made while they are sent, each in a thread of its own; more wait.
"""
SHORT: Final = 1_000_000
"""Bytes of the longest answer of that kind which is made at once."""
PIECE_BYTES: Final = 64 * 1024
PIECE_SECONDS: Final = 60.0
"""Time for a client to take a piece of an answer that is made while it is sent."""
TURN_SECONDS: Final = 20.0
"""Longest wait of an upload, or of an answer that is made while it is sent, for those before it."""
RETRY_SECONDS: Final = 5


@dataclass
class Answer:
    """Answer of the WSGI application: complete, or with `pieces` that are still to be made."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    content: bytes = b""
    pieces: Iterable[bytes] | None = None

    def start(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        """Takes status and headers: `start_response` of WSGI."""
        self.status = int(status[:3])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]

    @property
    def length(self) -> int | None:
        """Length that the headers announce."""
        text = dict(self.headers).get(b"content-length")
        return int(text) if text else None


class Application:
    """ASGI application of a web process."""

    def __init__(self, wsgi: Wsgi, threads: int) -> None:
        """Answers by `wsgi` in so many threads, each with its connection to the database."""
        self._wsgi = wsgi
        self._pages = ThreadPoolExecutor(threads, "web")
        self._uploads = ThreadPoolExecutor(LONG_AT_ONCE, "web upload")
        self._streams = asyncio.Semaphore(STREAMS)
        self._bodies = Bodies()
        self._large = asyncio.Semaphore(max(1, threads - 1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request; refuses a body that is too slow, too large or one too many."""
        if scope["type"] != "http":
            return
        try:
            await self._serve(scope, receive, send)
        except Disconnected:
            pass
        except BodyRefused as refused:
            await _refuse(send, refused)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = length_of(scope)
        if length == 0:
            await self._answer(scope, io.BytesIO(), 0, receive, send)
        elif length is not None and length > MAX_BUFFERED:
            with self._bodies.long():
                body = LongBody(Body(receive, float("inf")), asyncio.get_running_loop())
                source = io.BufferedReader(body, 64 * 1024)
                await self._answer(scope, source, length, receive, send, self._uploads)
        else:
            content = await self._bodies.receive(Body(receive), length)
            size = content.getbuffer().nbytes
            try:
                async with _turn(self._large) if size > SMALL else nullcontext():
                    await self._answer(scope, content, size, receive, send)
            finally:
                self._bodies.release(size, length)

    async def _answer(
        self,
        scope: Scope,
        body: io.IOBase,
        length: int,
        receive: Receive,
        send: Send,
        threads: ThreadPoolExecutor | None = None,
    ) -> None:
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        environ = _environ(scope, body, length)
        work = self._make if threads is None else self._make_apart
        answer = await loop.run_in_executor(threads or self._pages, context.run, work, environ)
        start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        if answer.pieces is None:
            await send(start)
            await send({"type": "http.response.body", "body": answer.content})
            return
        try:
            async with _turn(self._streams):
                await send(start)
                await _send_pieces(answer.pieces, context, receive, send)
        except BodyRefused:
            await loop.run_in_executor(self._pages, context.run, _close, answer.pieces)
            raise

    def _make(self, environ: dict[str, Any]) -> Answer:
        """Answers in a thread; an answer that is made while it is sent is made elsewhere."""
        answer = Answer()
        pieces = self._wsgi(environ, answer.start)
        is_long = answer.length is None or answer.length > SHORT
        if getattr(pieces, "streaming", False) and is_long and environ["REQUEST_METHOD"] != "HEAD":
            answer.pieces = pieces
            return answer
        with _closed(pieces):
            if environ["REQUEST_METHOD"] != "HEAD":
                answer.content = b"".join(pieces)
        return answer

    def _make_apart(self, environ: dict[str, Any]) -> Answer:
        """Answers in a thread that has a connection to the database for this request alone."""
        with _own_connections():
            return self._make(environ)


@asynccontextmanager
async def _turn(places: asyncio.Semaphore) -> AsyncIterator[None]:
    """Lets requests of one kind wait for each other, so that pages do not wait for all of them.
    Raises BodyRefused after TURN_SECONDS.
    """
    try:
        async with asyncio.timeout(TURN_SECONDS):
            await places.acquire()
    except TimeoutError:
        raise BodyRefused(503, BUSY) from None
    try:
        yield
    finally:
        places.release()


def _environ(scope: Scope, body: io.IOBase, length: int) -> dict[str, Any]:
    """Returns the WSGI environment of a request, without headers whose names have an underscore: in
    it they would be the same as those with a hyphen, which proxies overwrite.
    """
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    bridge = WsgiToAsgiInstance(None)  # type: ignore[no-untyped-call]
    bridge.scope = {**scope, "headers": headers, "query_string": b""}
    try:
        environ: dict[str, Any] = bridge.build_environ(bridge.scope, body)  # type: ignore[no-untyped-call]
    except ValueError:  # too many headers of one name
        raise BodyRefused(400, "the headers cannot be read") from None
    environ["QUERY_STRING"] = scope["query_string"].decode("latin-1")  # may hold bytes of UTF-8
    environ["CONTENT_LENGTH"] = str(length)  # Django reads no body without
    return environ


async def _send_pieces(
    pieces: Iterable[bytes], context: contextvars.Context, receive: Receive, send: Send
) -> None:
    """Sends an answer piece by piece; ends it where the client takes none or is gone. One thread
    makes all pieces, with a connection to the database for this answer alone, and waits for no
    client.
    """
    gone = asyncio.ensure_future(_disconnect(receive))
    thread = ThreadPoolExecutor(1, "web stream")

    async def run(work: Callable[..., Any], *given: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(thread, context.run, work, *given)

    try:
        made = await run(iter, pieces)
        while not gone.done() and (piece := await run(_next_piece, made)):
            async with asyncio.timeout(PIECE_SECONDS):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    except TimeoutError:
        pass  # the server ends the connection, so that the client sees that the answer is cut
    finally:
        gone.cancel()
        await run(_close, pieces)
        thread.shutdown(wait=False)


async def _disconnect(receive: Receive) -> None:
    """Ends when the client has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _next_piece(made: Iterator[bytes]) -> bytes:
    """Returns the next pieces as one of about PIECE_BYTES, b"" at the end."""
    piece = bytearray()
    for part in made:
        piece += part
        if len(piece) >= PIECE_BYTES:
            break
    return bytes(piece)


def _close(pieces: Iterable[bytes]) -> None:
    with _own_connections(), _closed(pieces):
        pass


@contextmanager
def _closed(pieces: Iterable[bytes]) -> Iterator[None]:
    """Closes an answer after the block, as WSGI asks; Django then ends the request."""
    try:
        yield
    finally:
        if close := getattr(pieces, "close", None):
            close()


@contextmanager
def _own_connections() -> Iterator[None]:
    """Closes this thread's connections to the database after the block: there are many threads."""
    from django.db import connections

    try:
        yield
    finally:
        connections.close_all()


async def _refuse(send: Send, refused: BodyRefused) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    if refused.status == 503:
        headers.append((b"retry-after", str(RETRY_SECONDS).encode()))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{refused.text}\n".encode()})
