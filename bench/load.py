"""A small HTTP load generator: persistent connections, one request after another on each."""

import itertools
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """Result of a load: responses a second, all with status `status` and `size` bytes of body."""

    per_second: float
    status: int
    size: int


class UnexpectedAnswer(RuntimeError):
    """A response had another status than the first one."""


def request(host: str, path: str, headers: dict[str, str] | None = None) -> bytes:
    """Returns the bytes of a GET request."""
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
        waiting.register(connection, selectors.EVENT_READ, bytearray())
        connection.sendall(next(turn))
    start, answers = time.perf_counter(), 0
    while (passed := time.perf_counter() - start) < seconds:
        for key, _events in waiting.select(timeout=1):
            answers += _receive(key.fileobj, key.data, turn, status)  # type: ignore[arg-type]
    for key in list(waiting.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    return Load(answers / passed, status, size)


def _receive(
    connection: socket.socket, buffer: bytearray, turn: Iterator[bytes], status: int
) -> int:
    part = connection.recv(262_144)
    if not part:
        raise UnexpectedAnswer("the server closed a connection")
    buffer += part
    whole = _whole(buffer)
    if not whole:
        return 0
    if whole[0] != status:
        raise UnexpectedAnswer(f"status {whole[0]} after {status}")
    del buffer[: whole[1]]
    connection.sendall(next(turn))
    return 1


def _whole(buffer: bytearray) -> tuple[int, int] | None:
    """Returns (status, length of the whole response) once it has arrived completely, else None."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(buffer[:end]).lower()
    mark = head.find(b"content-length:")
    if mark < 0:
        raise UnexpectedAnswer("an answer without Content-Length")
    length = int(head[mark + 15 :].split(b"\r\n", 1)[0])
    total = end + 4 + length
    return (int(head[9:12]), total) if len(buffer) >= total else None


def _once(address: tuple[str, int], message: bytes) -> tuple[int, int]:
    with socket.create_connection(address) as connection:
        connection.sendall(message)
        buffer = bytearray()
        while not (whole := _whole(buffer)):
            part = connection.recv(262_144)
            if not part:
                raise UnexpectedAnswer("the server closed the connection")
            buffer += part
        return whole[0], len(buffer) - buffer.find(b"\r\n\r\n") - 4
