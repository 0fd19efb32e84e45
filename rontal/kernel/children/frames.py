"""How a process and its child talk: frames of a JSON head and, behind it, parts: photos, pictures.
Never pickle: what comes out of a process that decodes strangers' files is data, and nothing of it
is run."""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Head = dict[str, Any]
Receive = Callable[[int], bytes]
"""Exactly so many bytes; raises EOFError where the other side is gone."""

MOST_HEAD = 4 * 1024 * 1024
MOST_PART = 32 * 1024 * 1024
MOST_PARTS = 2
_LENGTH = struct.Struct(">I")


class BadFrame(ValueError):
    """The other side does not keep to the frames."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A head, which says what it is about, and the parts that go with it."""

    head: Head
    parts: tuple[bytes, ...] = ()

    def pack(self) -> bytes:
        """Length of the head, number of parts and their lengths, head, parts."""
        head = json.dumps(self.head).encode()
        sizes = [len(head), len(self.parts), *map(len, self.parts)]
        return b"".join([*map(_LENGTH.pack, sizes), head, *self.parts])


def receive(take: Receive) -> Frame:
    """The next frame; raises BadFrame, and EOFError where there is none any more."""
    length, count = _number(take, MOST_HEAD), _number(take, MOST_PARTS)
    sizes = [_number(take, MOST_PART) for _part in range(count)]
    return Frame(_head(take(length)), _parts(take, sizes))


def _parts(take: Receive, sizes: Sequence[int]) -> tuple[bytes, ...]:
    return tuple(take(size) for size in sizes)


def _number(take: Receive, most: int) -> int:
    found: int = _LENGTH.unpack(take(_LENGTH.size))[0]
    if found > most:
        raise BadFrame("too long")
    return found


def _head(raw: bytes) -> Head:
    try:
        head = json.loads(raw)
    except ValueError:
        raise BadFrame("no JSON") from None
    if not isinstance(head, dict):
        raise BadFrame("no object")
    return head
