"""Ends connections of this process that bring a body too slowly after it was answered by 408.

Granian reads on until the client has sent all, and does not say which socket a request came by.
The kernel tells each socket's traffic (tcp(7), TCP_INFO, linux/tcp.h): among those of the client's
address, the slow one sends little or nothing and is sent nothing.
"""

import os
import socket
import stat
import struct
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Final

_LENGTH: Final = 208
_LAST_DATA_RECEIVED, _BYTES_RECEIVED, _BYTES_SENT = 52, 128, 200
"""Offsets in struct tcp_info: milliseconds since the last data (u32), and bytes (u64)."""


@dataclass(frozen=True)
class Traffic:
    """Bytes that a connection brought and was sent, and seconds since the last it brought."""

    received: int
    sent: int
    silent: float


def traffic_of(peer: str) -> dict[int, Traffic]:
    """Returns the traffic of the connections of an address, by the inode of their sockets."""
    return {inode: traffic for inode, traffic, _line in _connections(peer)}


def end_slow(peer: str, before: dict[int, Traffic], *, least: int, silent: float) -> int:
    """Ends the connections of an address that were sent nothing since `before`, and brought fewer
    than `least` bytes, or nothing for `silent` seconds. Returns their number.
    """
    ended = 0
    for inode, now, line in _connections(peer):
        then = before.get(inode)
        if then is None or now.sent > then.sent:
            continue
        brought = now.received - then.received
        if 0 < brought < least or (not brought and now.silent >= silent):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
                ended += 1
    return ended


def _connections(peer: str) -> Iterator[tuple[int, Traffic, socket.socket]]:
    if not sys.platform.startswith("linux"):
        return
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError, struct.error):
            status = os.fstat(int(entry.name))
            if not stat.S_ISSOCK(status.st_mode):
                continue
            with closing(socket.socket(fileno=os.dup(int(entry.name)))) as line:
                if line.type == socket.SOCK_STREAM and _address(line) == _plain(peer):
                    info = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LENGTH)
                    yield status.st_ino, _traffic(info), line


def _traffic(info: bytes) -> Traffic:
    (silent,) = struct.unpack_from("I", info, _LAST_DATA_RECEIVED)
    (received,) = struct.unpack_from("Q", info, _BYTES_RECEIVED)
    (sent,) = struct.unpack_from("Q", info, _BYTES_SENT)
    return Traffic(received, sent, silent / 1000)


def _address(line: socket.socket) -> str:
    if line.family not in (socket.AF_INET, socket.AF_INET6):
        return ""
    return _plain(str(line.getpeername()[0]))


def _plain(address: str) -> str:
    """Returns an address in one form; an IPv4 address within IPv6 as IPv4."""
    with suppress(ValueError):
        place = ip_address(address.partition("%")[0])
        mapped = place.ipv4_mapped if isinstance(place, IPv6Address) else None
        return str(mapped or place)
    return address
