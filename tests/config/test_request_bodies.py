"""Tests that bodies which arrive slowly hold nobody up, with Granian as it is."""

import contextlib
import http.client
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

DRIPS = 64
HEAD = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server of its own; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = int(listener.getsockname()[1])
    server = subprocess.Popen([sys.executable, "-m", "tests.config.bodies_server", str(number)])
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", number), 1).close()
            break
        assert time.monotonic() < until
        time.sleep(0.1)
    yield number
    server.terminate()
    assert server.wait(30) == 0


def asked(port: int, method: str = "GET", path: str = "/", body: bytes | None = None):
    """Returns status and text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        with contextlib.suppress(ConnectionError):  # refused before all was sent
            connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_a_body_of_which_nothing_comes_ends_too_and_other_connections_stay(port: int) -> None:
    kept = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(HEAD.format(500_000).encode())
        for _turn in range(40):
            if line in select.select([line], [], [], 0)[0]:
                break
            kept.request("GET", "/")
            assert kept.getresponse().read() == b"0"
            time.sleep(0.1)
        answer = b""
        while part := line.recv(4096):
            kept.request("GET", "/")
            assert kept.getresponse().read() == b"0"
            answer += part
    assert answer.startswith(b"HTTP/1.1 408 ")
    kept.close()


@contextlib.contextmanager
def dripping(port: int, count: int, length: int = 500_000) -> Iterator[list[socket.socket]]:
    """Opens connections whose bodies bring a byte now and then."""
    lines = [socket.create_connection(("127.0.0.1", port), 30) for _number in range(count)]
    ended = threading.Event()
    for line in lines:
        line.sendall(HEAD.format(length).encode())

    def drip() -> None:
        while not ended.wait(0.05):
            for line in lines:
                with contextlib.suppress(OSError):
                    line.sendall(b"a")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield lines
    finally:
        ended.set()
        thread.join()
        for line in lines:
            line.close()


def test_pages_and_forms_answer_while_64_bodies_drip(port: int) -> None:
    with dripping(port, DRIPS):
        assert asked(port)[0] == 200
        assert asked(port, "POST", body=b"x" * 100_000) == (200, "100000")


def test_every_dripping_body_is_answered_by_408_and_its_connection_ends(port: int) -> None:
    with dripping(port, DRIPS) as lines:
        for line in lines:
            answer = b""
            with contextlib.suppress(ConnectionError):
                while part := line.recv(4096):
                    answer += part
            assert answer.startswith(b"HTTP/1.1 408 ")
    assert asked(port, "POST", body=b"x") == (200, "1")


def test_two_threads_answer_all_requests_but_long_bodies(port: int) -> None:
    threads = {asked(port, "POST", "/thread", b"x")[1] for _turn in range(20)}
    threads |= {asked(port, path="/thread")[1] for _turn in range(20)}
    assert threads <= {"web 0", "web 1"}


def test_a_long_body_is_read_as_it_arrives_one_at_a_time(port: int) -> None:
    assert asked(port, "POST", body=b"x" * 3_000_000) == (200, "3000000")
    with dripping(port, 1, 3_000_000) as lines:
        time.sleep(0.2)
        assert asked(port, "POST", body=b"x" * 3_000_000)[0] == 503
        assert asked(port)[0] == 200
        assert lines[0].recv(4096).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_ends_early_reaches_no_view(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(HEAD.format(10).encode() + b"abc")
        line.shutdown(socket.SHUT_WR)
        assert not line.recv(4096).startswith(b"HTTP/1.1 200")


def test_a_fault_of_the_application_is_answered(port: int) -> None:
    assert asked(port, "POST", "/fault", b"x")[0] == 500
    assert asked(port, "POST", body=b"x")[0] == 200
