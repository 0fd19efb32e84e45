"""HTTP requests to servers that are not trusted. Addresses of the own network are refused unless
allowed; time and size are limited. The connection goes to the IP address that was checked, so that
the name cannot resolve to another address in between (DNS rebinding).
"""

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import Final
from urllib.parse import SplitResult, urlsplit

MAX_BYTES: Final = 64 * 1024
HTTPS: Final = 443
HTTP: Final = 80
IPV4_EMBEDDING_NETWORKS: Final = tuple(
    IPv6Network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)
"""Networks of IPv6 addresses that embed an IPv4 address, which may be of the own network: NAT64
(RFC 6052, RFC 8215), 6to4 and Teredo. No service that Rontal calls has such an address.
"""

Place = IPv4Address | IPv6Address


class AddressForbidden(ValueError):
    """The address is in the own network or is not allowed for other reasons."""


class ServerUnavailable(OSError):
    """The other server does not answer, not in time, or not in HTTP. `reached` is True when
    the request may have reached it.
    """

    def __init__(self, *, reached: bool) -> None:
        self.reached = reached
        super().__init__()


@dataclass(frozen=True)
class Answer:
    """Answer of another server; the body is cut at 64 KiB. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def place_of(host: str, port: int, *, private: bool) -> str:
    """Resolves a host name to an IP address; every address of the name must be allowed.

    `private` allows addresses of this machine and its network. Raises AddressForbidden, OSError.
    """
    addresses = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for text in addresses:
        if not private and not _is_public(ipaddress.ip_address(text.partition("%")[0])):
            raise AddressForbidden
    return addresses[0]


def _is_public(place: Place) -> bool:
    """Returns whether an address is a global unicast address that embeds no other address."""
    if isinstance(place, IPv6Address):
        if any(place in network for network in IPV4_EMBEDDING_NETWORKS):
            return False
        place = place.ipv4_mapped or place
    return place.is_global and not place.is_multicast


def parse_url(address: str, *, private: bool) -> SplitResult:
    """Parses a URL for `post`: https on port 443, without user name, spaces or non-ASCII
    characters. `private` also allows http and other ports. Raises AddressForbidden.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressForbidden from None
    odd = any(ord(char) <= 32 or ord(char) > 126 for char in address)
    if odd or not parts.hostname or parts.username or parts.scheme not in ("https", "http"):
        raise AddressForbidden
    if not private and (parts.scheme != "https" or port not in (None, HTTPS)):
        raise AddressForbidden
    return parts


def post(
    address: str, *, body: bytes, headers: Mapping[str, str], seconds: float, private: bool = False
) -> Answer:
    """Posts `body` and returns the answer, whatever its status; redirects are not followed.

    The whole exchange is cut off after `seconds`. Raises AddressForbidden, ServerUnavailable.
    """
    return _send("POST", address, body, headers, seconds, private)


def get(
    address: str, *, headers: Mapping[str, str], seconds: float, private: bool = False
) -> Answer:
    """Returns the answer to a GET request, under the same rules as `post`."""
    return _send("GET", address, None, headers, seconds, private)


def _send(
    method: str,
    address: str,
    body: bytes | None,
    headers: Mapping[str, str],
    seconds: float,
    private: bool,  # noqa: FBT001
) -> Answer:
    parts = parse_url(address, private=private)
    assert parts.hostname is not None
    port = parts.port or (HTTPS if parts.scheme == "https" else HTTP)
    connection = HTTPConnection(parts.hostname, port, timeout=seconds)
    sockets: list[socket.socket] = []
    cut = threading.Timer(seconds, _shut_down, [sockets])
    cut.daemon = True
    end = time.monotonic() + seconds
    cut.start()
    try:
        _connect(connection, sockets, secure=parts.scheme == "https", private=private)
        answer = _exchange(connection, method, parts, body, headers)
        if time.monotonic() >= end:  # the body may have been cut
            raise ServerUnavailable(reached=True)
        return answer
    finally:
        cut.cancel()
        connection.close()


def _connect(
    connection: HTTPConnection, sockets: list[socket.socket], *, secure: bool, private: bool
) -> None:
    """Connects, and appends each socket of the connection to `sockets`."""
    try:
        place = place_of(connection.host, connection.port, private=private)
        plain = socket.create_connection((place, connection.port), connection.timeout)
        sockets.append(plain)
        connection.sock = plain
        if secure:
            context = ssl.create_default_context()
            connection.sock = protected = context.wrap_socket(
                plain, server_hostname=connection.host, do_handshake_on_connect=False
            )
            sockets.append(protected)
            protected.do_handshake()  # the timer may shut it down meanwhile
    except AddressForbidden:
        raise
    except (OSError, ValueError):
        raise ServerUnavailable(reached=False) from None


def _exchange(
    connection: HTTPConnection,
    method: str,
    parts: SplitResult,
    body: bytes | None,
    headers: Mapping[str, str],
) -> Answer:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, body=body, headers=dict(headers))
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, answer.read(MAX_BYTES))
    except (OSError, HTTPException, ValueError):
        raise ServerUnavailable(reached=True) from None


def _shut_down(sockets: list[socket.socket]) -> None:
    """Shuts the last socket down, which ends an exchange that takes too long, however slowly data
    arrives. HTTPConnection itself forgets its socket while an answer without length is read.
    """
    with contextlib.suppress(OSError, IndexError):
        socket.socket.shutdown(sockets[-1], socket.SHUT_RDWR)  # also during a handshake
