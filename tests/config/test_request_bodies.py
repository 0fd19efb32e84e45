"""Tests that clients which send or read slowly hold nobody up, with the web server as it is."""

import contextlib
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from tests import patience
from tests.support.config.slow_body_server import PIECES, STREAM_BYTES, THREADS

pytestmark = pytest.mark.machine

DRIPS = 200
HEAD = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server of its own; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = int(listener.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.support.config.slow_body_server", str(number)]
    )
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", number), 1).close()
            break
        assert time.monotonic() < until
        time.sleep(0.1)
    yield number
    server.terminate()
    assert server.wait(patience.seconds(30)) == 0


def asked(port: int, method: str = "GET", path: str = "/", body: object = None) -> tuple[int, str]:
    """Returns status and text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        with contextlib.suppress(ConnectionError):  # refused before all was sent
            connection.request(method, path, body)  # type: ignore[arg-type]
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def exchanged(port: int, sent: bytes) -> bytes:
    """Returns all that the server answers until it ends the connection."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(sent)
        with contextlib.suppress(ConnectionError):
            while part := line.recv(65_536):
                received += part
    return received


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
                    line.send(b"a")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield lines
    finally:
        ended.set()
        thread.join()
        for line in lines:
            line.close()


def test_pages_and_forms_answer_while_200_bodies_drip(port: int) -> None:
    with dripping(port, DRIPS):
        assert asked(port)[0] == 200
        assert asked(port, "POST", body=b"x" * 50_000) == (200, "50000")


def test_each_dripping_body_is_answered_by_408_and_its_connection_ends(port: int) -> None:
    with dripping(port, DRIPS) as lines:
        for line in lines:
            answer = b""
            with contextlib.suppress(ConnectionError):
                while part := line.recv(4096):
                    answer += part
            assert answer.startswith(b"HTTP/1.1 408 ")
    assert asked(port, "POST", body=b"x") == (200, "1")


def test_a_body_of_which_nothing_comes_ends_too(port: int) -> None:
    assert exchanged(port, HEAD.format(500_000).encode()).startswith(b"HTTP/1.1 408 ")


def test_two_threads_answer_all_requests_but_long_bodies(port: int) -> None:
    threads = {asked(port, "POST", "/thread", b"x")[1] for _turn in range(20)}
    threads |= {asked(port, path="/thread")[1] for _turn in range(20)}
    assert threads <= {"web_0", "web_1"}
    assert asked(port, "POST", "/thread", b"x" * 2_000_000)[1].startswith("web upload")


def test_uploads_leave_a_thread_to_pages_and_do_not_wait_for_ever(port: int) -> None:
    upload = threading.Thread(target=asked, args=(port, "POST", "/work", b"x" * 100_000))
    upload.start()
    time.sleep(0.5)
    assert asked(port, "POST", body=b"x" * 100_000)[0] == 503
    assert asked(port) == (200, "0")
    assert upload.is_alive()
    upload.join()
    assert asked(port, "POST", body=b"x" * 100_000) == (200, "100000")


def test_a_long_body_is_read_as_it_arrives_two_at_a_time(port: int) -> None:
    assert asked(port, "POST", body=b"x" * 3_000_000) == (200, "3000000")
    with dripping(port, 2, 3_000_000):
        time.sleep(0.2)
        assert asked(port, "POST", body=b"x" * 3_000_000)[0] == 503
        assert asked(port)[0] == 200


def test_bodies_in_memory_have_a_limit_and_small_forms_do_not_count(port: int) -> None:
    lines = [socket.create_connection(("127.0.0.1", port), 30) for _number in range(2)]
    for line in lines:
        line.sendall(HEAD.format(900_000).encode() + b"x" * 700_000)
    time.sleep(0.2)
    assert asked(port, "POST", body=b"x" * 300_000)[0] == 503
    assert asked(port, "POST", body=b"x" * 50_000) == (200, "50000")
    for line in lines:
        line.close()
    until = time.monotonic() + 20
    while asked(port, "POST", body=b"x" * 300_000)[0] != 200:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_chunked_body_is_read_and_one_that_is_too_large_is_refused(port: int) -> None:
    assert asked(port, "POST", body=iter([b"abc", b"de"])) == (200, "5")
    assert asked(port, "POST", body=iter([b"x" * 600_000] * 2))[0] == 413


def test_a_body_that_ends_early_reaches_no_view(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(HEAD.format(10).encode() + b"abc")
        line.shutdown(socket.SHUT_WR)
        assert not line.recv(4096).startswith(b"HTTP/1.1 200")
    assert asked(port)[0] == 200


def test_a_second_request_hidden_in_a_body_is_not_answered(port: int) -> None:
    hidden = "GET /thread HTTP/1.1\r\nHost: localhost\r\n\r\n"
    both = "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    two = "Content-Length: 4\r\nContent-Length: 5\r\n\r\n"
    unknown = "Transfer-Encoding: xchunked\r\n\r\n"
    for framing in (both, two, unknown):
        answer = exchanged(
            port, f"POST / HTTP/1.1\r\nHost: localhost\r\n{framing}{hidden}".encode()
        )
        assert answer.count(b"HTTP/1.1") == 1
        assert b"web_" not in answer


def test_a_header_with_underscores_is_not_one_of_the_proxy(port: int) -> None:
    head = "GET /forwarded HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    forged = exchanged(port, f"{head}X_Forwarded_For: 192.0.2.1\r\n\r\n".encode())
    assert forged.endswith(b"\r\n\r\n-")
    named = exchanged(port, f"{head}X-Forwarded-For: 192.0.2.1\r\n\r\n".encode())
    assert named.endswith(b"\r\n\r\n192.0.2.1")


def test_a_query_may_have_letters_that_are_not_encoded(port: int) -> None:
    head = "GET /query?q=ténun HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert exchanged(port, head.encode()).endswith("q=ténun".encode())


def test_a_client_that_expects_it_is_asked_for_its_body(port: int) -> None:
    head = HEAD.format(5).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(head)
        assert line.recv(4096).startswith(b"HTTP/1.1 100 ")
        line.sendall(b"hello")
        assert line.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_head_has_the_length_and_no_body_and_the_connection_stays(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        for path in ("/", "/stream", "/"):
            connection.request("HEAD", path)
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, b"")
        assert answer.headers["Content-Length"] == "1"


def reader_that_waits(port: int) -> socket.socket:
    """Asks for a stream and does not read it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(patience.seconds(30))
    line.connect(("127.0.0.1", port))
    line.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return line


def bytes_of(line: socket.socket) -> int:
    """Returns how many bytes come until the server ends the connection or all have come."""
    received = 0
    with contextlib.suppress(ConnectionError):
        while received < STREAM_BYTES and (part := line.recv(1_000_000)):
            received += len(part)
    return received


def test_streams_that_nobody_reads_hold_no_page_up_and_end(port: int) -> None:
    with contextlib.ExitStack() as opened:
        lines = [opened.enter_context(reader_that_waits(port)) for _number in range(40)]
        time.sleep(0.3)
        assert asked(port)[0] == 200
        assert len(asked(port, path="/stream")[1]) == STREAM_BYTES  # waits for those given up
        whole = sum(bytes_of(line) >= STREAM_BYTES for line in lines)
        assert whole <= THREADS  # the last ones were still sent when they were read


def test_stream_of_a_client_that_is_gone_is_not_made_to_its_end(port: int) -> None:
    before = int(asked(port, path="/made")[1])
    for _number in range(5):
        with socket.create_connection(("127.0.0.1", port), 30) as line:
            line.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            line.recv(1000)
    time.sleep(1)
    assert int(asked(port, path="/made")[1]) - before < 5 * PIECES


def test_a_fault_of_the_application_is_answered(port: int) -> None:
    assert asked(port, "POST", "/fault", b"x")[0] == 500
    assert asked(port, "POST", body=b"x")[0] == 200
