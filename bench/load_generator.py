"""A small HTTP load generator: persistent connections, one request after another on each."""

import itertools
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """Result of a load: responses a second, all with status `status` and `size` bytes of body.

    99 of 100 came within `milliseconds`.
    """

    per_second: float
    status: int
    size: int
    milliseconds: float


@dataclass
class _Client:
    """A connection: what has arrived of its response, and when its request was sent."""

    buffer: bytearray
    sent: float


class UnexpectedAnswer(RuntimeError):
    """A response had another status than the first one."""


def request(host: str, path: str, headers: dict[str, str] | None = None) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def run(address: tuple[str, int], message: bytes, *, seconds: float, connections: int = 8) -> Load:
    """Sends `message` for `seconds`; the first response sets the expected status."""
    return run_many(address, [message], seconds=seconds, connections=connections)


def run_many(
    address: tuple[str, int], messages: Sequence[bytes], *, seconds: float, connections: int = 8
) -> Load:
    """Sends the messages in turn, like `run`; all responses must have the first one's status."""
    turn = itertools.cycle(messages)
    status, size = _once(address, messages[0])
    waiting = selectors.DefaultSelector()
    for _number in range(connections):
        connection = socket.create_connection(address)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client = _Client(bytearray(), time.perf_counter())
        waiting.register(connection, selectors.EVENT_READ, client)
        connection.sendall(next(turn))
    start = time.perf_counter()
    took: list[float] = []
    while (passed := time.perf_counter() - start) < seconds:
        for key, _events in waiting.select(timeout=1):
            took += _receive(key.fileobj, key.data, turn, status)  # type: ignore[arg-type]
    for key in list(waiting.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    slowest = sorted(took)[len(took) * 99 // 100] if took else float("inf")
    return Load(len(took) / passed, status, size, 1000 * slowest)


def _receive(
    connection: socket.socket, client: _Client, turn: Iterator[bytes], status: int
) -> list[float]:
    """Returns the seconds that the response took once it is complete, then sends the next
    request."""
    part = connection.recv(262_144)
    if not part:
        raise UnexpectedAnswer("the server closed a connection")
    client.buffer += part
    whole = _complete_response(client.buffer)
    if not whole:
        return []
    if whole[0] != status:
        raise UnexpectedAnswer(f"status {whole[0]} after {status}")
    del client.buffer[: whole[1]]
    now = time.perf_counter()
    took, client.sent = now - client.sent, now
    connection.sendall(next(turn))
    return [took]


def _complete_response(buffer: bytearray) -> tuple[int, int] | None:
    """Returns (status, length of the whole response) once it has arrived completely, else None."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(buffer[:end]).lower()
    status, mark = int(head[9:12]), head.find(b"content-length:")
    if mark >= 0:
        total = end + 4 + int(head[mark + 15 :].split(b"\r\n", 1)[0])
        return (status, total) if len(buffer) >= total else None
    if b"transfer-encoding: chunked" not in head:
        raise UnexpectedAnswer("an answer without a length")
    last = buffer.find(b"\r\n0\r\n\r\n", end)
    return (status, last + 7) if last >= 0 else None


def _once(address: tuple[str, int], message: bytes) -> tuple[int, int]:
    with socket.create_connection(address) as connection:
        connection.sendall(message)
        buffer = bytearray()
        while not (whole := _complete_response(buffer)):
            part = connection.recv(262_144)
            if not part:
                raise UnexpectedAnswer("the server closed the connection")
            buffer += part
        return whole[0], len(buffer) - buffer.find(b"\r\n\r\n") - 4
