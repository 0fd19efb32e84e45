"""Fetches a URL from an untrusted server: only http and https, no address of the local network
unless the operator allows it, limited time, size and redirects. The connection uses the IP address
that was checked, so that DNS cannot return another one in between."""

import socket
import ssl
import time
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from rontal.catalogue.importing.errors import SourceAway, SourceForbidden
from rontal.core.outgoing import AddressForbidden, place_of

SECONDS: Final = 20.0
MAX_BYTES: Final = 10_000_000
MAX_REDIRECTS: Final = 3
BLOCK: Final = 64 * 1024
ACCEPT: Final = "application/opds+json, application/atom+xml, application/xml, text/xml;q=0.9"
_MOVED: Final = (301, 302, 303, 307, 308)


def fetch(address: str, *, private: bool = False) -> bytes:
    """Returns the content of a URL. `private` allows addresses of this machine and its network.

    Raises SourceForbidden, SourceAway.
    """
    with closing(_Deadline(SECONDS)) as deadline:
        for _turn in range(MAX_REDIRECTS + 1):
            parts = _checked(address)
            try:
                answer = _request(parts, deadline, private=private)
                if answer.status in _MOVED:
                    address = urljoin(address, answer.headers.get("Location", ""))
                    continue
                if answer.status != 200:
                    raise SourceAway
                return _read(answer, deadline)
            except (OSError, HTTPException, ValueError):
                raise SourceAway from None
    raise SourceAway


class _Deadline:
    """Time of a fetch. Shuts its connection down at the end, as a server that sends byte after byte
    passes no timeout of the socket."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._until = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def remaining(self) -> float:
        """Returns the seconds that remain. Raises TimeoutError where none does."""
        if (seconds := self._until - time.monotonic()) <= 0:
            raise TimeoutError
        return seconds

    def watch(self, connection: socket.socket) -> None:
        """Watches this connection instead of the one before."""
        self._socket = connection
        if self.over:
            self._end()

    def close(self) -> None:
        """Stops watching."""
        self._timer.cancel()

    def _end(self) -> None:
        self.over = True
        if self._socket is not None:
            with suppress(OSError):  # closed, or not of TLS any more
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        _port = parts.port
    except ValueError:
        raise SourceForbidden from None
    if not known or any(ord(char) <= 32 or ord(char) > 126 for char in address):
        raise SourceForbidden
    return parts


def _request(parts: SplitResult, deadline: _Deadline, *, private: bool) -> HTTPResponse:
    assert parts.hostname is not None
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    connection = HTTPConnection(parts.hostname, port, timeout=SECONDS)
    place = _place(parts.hostname, port, private=private)
    plain = socket.create_connection((place, port), deadline.remaining())
    deadline.watch(plain)
    connection.sock = plain
    if secure:
        context = ssl.create_default_context()
        connection.sock = protected = context.wrap_socket(
            plain, server_hostname=parts.hostname, do_handshake_on_connect=False
        )
        deadline.watch(protected)
        protected.do_handshake()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"Accept": ACCEPT, "User-Agent": "Rontal"})
    return connection.getresponse()


def _place(host: str, port: int, *, private: bool) -> str:
    try:
        return place_of(host, port, private=private)
    except AddressForbidden:
        raise SourceForbidden from None


def _read(answer: HTTPResponse, deadline: _Deadline) -> bytes:
    parts, size = [], 0
    while block := answer.read1(BLOCK):
        size += len(block)
        if size > MAX_BYTES or deadline.over:
            raise SourceAway
        parts.append(block)
    if deadline.over:
        raise SourceAway
    return b"".join(parts)
