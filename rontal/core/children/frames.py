"""Protocol between a process and its child: frames of a JSON head and binary parts (photos,
pictures). Pickle is not used: nothing that comes out of a process that decodes strangers' files may
be executed.
"""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Head = dict[str, Any]
Receive = Callable[[int], bytes]
"""Returns exactly the given number of bytes; raises EOFError when the connection is closed."""

MAX_HEAD_BYTES = 4 * 1024 * 1024
MAX_PART_BYTES = 32 * 1024 * 1024
MAX_PARTS = 8
MAX_BYTES = 2 * MAX_PART_BYTES
"""Bytes of all parts together."""
END = "end"
"""Key of the head of the frame after the last piece of a file."""
_LENGTH = struct.Struct(">I")


class BadFrame(ValueError):
    """The other side sent bytes that are no valid frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Message of a JSON object (`head`) and binary parts."""

    head: Head
    parts: tuple[bytes, ...] = ()

    def pack(self) -> bytes:
        """Serializes: length of the head, number of parts, lengths of the parts, head, parts.
        Numbers are unsigned 32-bit integers in big-endian order.
        """
        head = json.dumps(self.head).encode()
        sizes = [len(head), len(self.parts), *map(len, self.parts)]
        return b"".join([*map(_LENGTH.pack, sizes), head, *self.parts])


def receive(read_exactly: Receive) -> Frame:
    """Reads the next frame; raises BadFrame, or EOFError at the end of the connection."""
    length, count = _number(read_exactly, MAX_HEAD_BYTES), _number(read_exactly, MAX_PARTS)
    sizes = [_number(read_exactly, MAX_PART_BYTES) for _part in range(count)]
    if sum(sizes) > MAX_BYTES:
        raise BadFrame("too long")
    return Frame(_head(read_exactly(length)), _parts(read_exactly, sizes))


def _parts(read_exactly: Receive, sizes: Sequence[int]) -> tuple[bytes, ...]:
    return tuple(read_exactly(size) for size in sizes)


def _number(read_exactly: Receive, most: int) -> int:
    number: int = _LENGTH.unpack(read_exactly(_LENGTH.size))[0]
    if number > most:
        raise BadFrame("too long")
    return number


def _head(raw: bytes) -> Head:
    try:
        head = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadFrame("no JSON") from None
    if not isinstance(head, dict):
        raise BadFrame("no object")
    return head
