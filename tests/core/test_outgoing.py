"""Tests for outgoing requests: none to the own network, limited time and size, no redirects."""

import contextlib
import socket
import threading
import time

import pytest

from rontal.core import outgoing
from rontal.core.outgoing import AddressForbidden, ServerUnavailable


@contextlib.contextmanager
def answering(talk):
    """Runs a server that accepts one connection, reads the request and calls `talk` with the
    socket.
    """
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _address = listener.accept()
        with connection:
            connection.recv(65_536)
            talk(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    listener.close()


def post(address: str, seconds: float = 5.0):
    return outgoing.post(address, body=b"x", headers={}, seconds=seconds, private=True)


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://[64:ff9b::5db8:d822]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://[2002:7f00:1::1]/",
        "https://[2002:5db8:d822::1]/",
        "https://[2001:0:808:808::f5ff:fffe]/",
        "https://[2001:0:a00:1::f7f7:f7f7]/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://localhost/",
        "http://93.184.216.34/",
        "https://93.184.216.34:22/",
        "https://a:b@93.184.216.34/",
        "gopher://93.184.216.34/",
        "https:///x",
        "https://[/x",
        "https://93.184.216.34/\r\nX: y",
    ],
)
def test_addresses_of_the_own_network_are_never_requested(address):
    with pytest.raises(AddressForbidden):
        outgoing.post(address, body=b"", headers={}, seconds=1)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_addresses_of_the_internet_are_allowed(address):
    assert outgoing.place_of(address, 443, private=False) == address


def test_one_forbidden_address_of_a_host_forbids_it(monkeypatch):
    places = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: places)
    with pytest.raises(AddressForbidden):
        outgoing.post("https://push.example/", body=b"", headers={}, seconds=1)


def test_redirect_is_a_response_like_any_other():
    redirect = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    with answering(lambda line: line.sendall(redirect)) as address:
        answer = post(address)
    assert answer.status == 302
    assert answer.headers["location"] == "http://127.0.0.1:9/"


def test_server_that_trickles_bytes_is_abandoned():
    sent = []

    def drip(line):
        with contextlib.suppress(OSError):
            for _line in range(600):
                line.sendall(b"H")
                sent.append(1)
                time.sleep(0.05)

    with answering(drip) as address, pytest.raises(ServerUnavailable) as error:
        post(address, seconds=0.5)
    assert error.value.reached
    assert len(sent) < 600


def test_body_without_length_that_trickles_is_cut_off():
    sent = []

    def drip(line):
        with contextlib.suppress(OSError):
            line.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
            for _byte in range(600):
                line.sendall(b"x")
                sent.append(1)
                time.sleep(0.05)

    with answering(drip) as address, pytest.raises(ServerUnavailable) as error:
        post(address, seconds=0.5)
    assert error.value.reached
    assert len(sent) < 600


def test_long_response_is_truncated():
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"

    def flood(line):
        with contextlib.suppress(OSError):
            line.sendall(head + b"x" * 9_000_000)

    with answering(flood) as address:
        assert len(post(address).body) == outgoing.MAX_BYTES


def test_servers_without_http_and_unknown_hosts_count_as_unreachable():
    def babble(line):
        line.sendall(b"no http\r\n\r\n")

    with answering(babble) as address, pytest.raises(ServerUnavailable) as error:
        post(address)
    assert error.value.reached
    with pytest.raises(ServerUnavailable) as error:
        post("http://127.0.0.1:9/")
    assert not error.value.reached


def test_slow_handshake_counts_into_the_time_of_a_request():
    sent = []

    def drip(line):
        with contextlib.suppress(OSError):
            line.sendall(b"\x16\x03\x03\x40\x00")  # a record of TLS of 16 kB that never ends
            for _turn in range(600):
                line.sendall(b"\0")
                sent.append(1)
                time.sleep(0.05)

    with answering(drip) as address, pytest.raises(ServerUnavailable) as error:
        post(address.replace("http://", "https://"), seconds=0.5)
    assert not error.value.reached
    assert len(sent) < 600
