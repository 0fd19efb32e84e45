"""The side of the child: gives itself up to its parent, then answers frame after frame."""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from rontal.kernel.children import frames
from rontal.kernel.children.frames import Frame
from rontal.kernel.kinship import bind_to_parent, give_way

NICE = 10
"""Web pages go first."""
LONGEST_TRAIL = 6
MEGABYTE = 1024 * 1024
M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD = -3, -1, -2
LARGE = 2 * MEGABYTE
"""Bytes of a block that gets pages of its own. glibc would raise this with large pictures, keep
their blocks in one heap and leave holes there: 50 MB at the highest. Less would cost time."""
SPARE, STEP = 8 * MEGABYTE, 4 * MEGABYTE
"""How much of the heap stays free before it is given back, and by how much it grows. glibc's own
128 kB make it give back and fetch the same pages between two layers of a model."""
_NO_MEMORY = ("bad_alloc", "bad alloc", "failed to allocate", "insufficient memory")


@dataclass(frozen=True)
class Orders:
    """The first words that a child is started with: its line, its parent, and how much memory it
    may ask for."""

    fd: int
    parent: int
    memory: int

    @classmethod
    def read(cls, words: list[str]) -> "Orders":
        """From the words of `process.Process`."""
        return cls(*map(int, words[:3]))


class Line:
    """What a child hears and says."""

    def __init__(self, line: socket.socket, source: IO[bytes]) -> None:
        self._line, self._source = line, source

    def hear(self) -> Frame:
        """The next frame; raises EOFError where the other side is gone."""
        return frames.receive(partial(_exactly, self._source))

    def say(self, frame: Frame) -> None:
        """Sends a frame."""
        self._line.sendall(frame.pack())


def serve(orders: Orders, prepare: Callable[[Line], Callable[[Frame], Frame]], nice: int) -> None:
    """Prepares, says that it is ready, and answers frames until the other side is gone."""
    _submit(orders, nice)
    with socket.socket(fileno=orders.fd) as sock, sock.makefile("rb") as source:
        line = Line(sock, source)
        answer = prepare(line)
        line.say(Frame({"ready": True}))
        with contextlib.suppress(EOFError, BrokenPipeError):
            while True:
                said = answer(line.hear())
                _give_back()  # before the parent looks how much is kept
                line.say(said)


def is_memory(error: Exception) -> bool:
    """True where the system refused memory."""
    return isinstance(error, MemoryError) or any(
        words in str(error).lower() for words in _NO_MEMORY
    )


def trail(error: Exception) -> str:
    """Where an error came from; never its text, which may hold what was read."""
    frames_ = traceback.extract_tb(error.__traceback__)[-LONGEST_TRAIL:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames_))


def _submit(orders: Orders, nice: int) -> None:
    """Ends with its parent, leaves Ctrl-C to it, gives way to others, is the first to go where
    memory ends, and leaves no copy of its memory on the disk."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bind_to_parent(signal.SIGKILL)
    if os.getppid() != orders.parent:
        raise SystemExit(1)
    if nice:
        give_way(nice)
    with contextlib.suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, SPARE)
        mallopt(M_TOP_PAD, STEP)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (orders.memory, orders.memory))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _exactly(source: IO[bytes], size: int) -> bytes:
    content = source.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _give_back() -> None:
    """Hands freed memory back to the system (glibc would keep it)."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
