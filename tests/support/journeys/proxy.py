"""A proxy in front of the library that fails in the ways proxies and weak lines do."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

BUFFER = 65536
PAGE = b"<html><body><h1>%d</h1></body></html>"


class Way(Enum):
    """Behaviour of the proxy for a connection."""

    FORWARD = "forward"
    NOTHING = "nothing"  # closes at once
    HANG = "hang"  # accepts the request and sends no response
    HELD = "held"  # forwards the request once `released` is set
    HALTED = "halted"  # sends the headers, and the body once `released` is set
    CUT = "cut"  # half of the body
    CUT_UNSAID = "cut, without a length"  # half of the body, without a content length
    ANSWERED = "answered"  # forwards the request and closes before the response
    BARE_200 = 200  # a page of whatever stands in between
    BARE_404 = 404
    BARE_413 = 413
    BARE_500 = 500
    BARE_502 = 502
    BARE_503 = 503


CUTS = (Way.CUT, Way.CUT_UNSAID)


@dataclass
class Proxy:
    """One listening socket; `way` may change at any time."""

    target: tuple[str, int]
    way: Way = Way.FORWARD
    only: bytes = b""
    """Prefix of the requests that fail, where given; others are forwarded."""
    seen: list[bytes] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    """Seconds of the monotonic clock at which each of them came."""
    released: threading.Event = field(default_factory=threading.Event)
    removed: tuple[bytes, ...] = (b"connection:",)
    """Headers that do not pass, in lower case."""

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Ends listening."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._listener.close()

    def since(self, start: bytes) -> float:
        """Returns the seconds since the last request that begins so."""
        last = max(number for number, line in enumerate(self.seen) if line.startswith(start))
        return time.monotonic() - self.at[last]

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            client.settimeout(60)
            request = _read_request(client)
            if not request:
                return
            self.at.append(time.monotonic())
            self.seen.append(request.split(b"\r\n", 1)[0])
            way = self.way if request.startswith(self.only) else Way.FORWARD
            if way is Way.NOTHING:
                return
            if way is Way.HANG:
                client.recv(1)
                return
            if way is Way.HELD:
                self.released.wait(60)
            if isinstance(way.value, int):
                client.sendall(_bare(way.value))
                return
            answer = self._forward(request)
            if way is Way.ANSWERED:
                return
            if way is Way.HALTED:
                head, gap, answer = answer.partition(b"\r\n\r\n")
                client.sendall(head + gap)
                self.released.wait(60)
            if way is Way.CUT_UNSAID:
                answer = _without_length(answer)
            client.sendall(answer[: len(answer) // 2] if way in CUTS else answer)

    def _forward(self, request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection")]
        with socket.create_connection(self.target, timeout=60) as server:
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            parts = []
            while part := server.recv(BUFFER):
                parts.append(part)
        answer = b"".join(parts)
        head, gap, body = answer.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(self.removed)]
        return b"\r\n".join([*lines, b"Connection: close"]) + gap + body


def _without_length(answer: bytes) -> bytes:
    head, gap, body = answer.partition(b"\r\n\r\n")
    lines = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"content-length")]
    return b"\r\n".join(lines) + gap + body


def running(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the test's library."""
    parts = urlsplit(live_server.url)
    proxy = Proxy((parts.hostname or "", parts.port or 0))
    yield proxy
    proxy.close()


def _read_request(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(BUFFER)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        part = client.recv(BUFFER)
        if not part:
            break
        body += part
    return head + b"\r\n\r\n" + body


def _bare(status: int) -> bytes:
    page = PAGE % status
    head = f"HTTP/1.1 {status} Trouble\r\nContent-Type: text/html\r\nContent-Length: {len(page)}"
    return head.encode() + b"\r\nConnection: close\r\n\r\n" + page
