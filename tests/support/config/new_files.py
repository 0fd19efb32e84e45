"""The names of files that appear in folders, by Linux's inotify."""

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterator
from pathlib import Path

CREATED, MOVED_IN = 0x100, 0x80
HEAD = struct.Struct("iIII")


@contextlib.contextmanager
def seen(*folders: Path) -> Iterator[set[str]]:
    """Yields a set, which holds after the block the names that appeared in the folders."""
    system = ctypes.CDLL(None, use_errno=True)
    watch = system.inotify_init1(os.O_NONBLOCK)
    assert watch >= 0
    for folder in folders:
        assert system.inotify_add_watch(watch, bytes(folder), CREATED | MOVED_IN) >= 0
    names: set[str] = set()
    yield names
    with contextlib.suppress(BlockingIOError):
        while raw := os.read(watch, 100_000):
            names |= set(_names(raw))
    os.close(watch)


def _names(raw: bytes) -> Iterator[str]:
    while raw:
        _, _, _, length = HEAD.unpack_from(raw)
        yield raw[HEAD.size : HEAD.size + length].rstrip(b"\0").decode()
        raw = raw[HEAD.size + length :]
