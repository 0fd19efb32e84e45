"""One child process: started, asked within bounds of time and memory, ended."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rontal.kernel.children import frames
from rontal.kernel.children.frames import Frame

LOOK_SECONDS = 0.05
READ_AT_ONCE = 65_536
NEEDED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
"""All that the child gets to see of the environment: no key, no address of a database."""


class Why(StrEnum):
    """How a child was lost."""

    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"


@dataclass(frozen=True)
class Bounds:
    """For an answer `core_seconds` of a core, which count the same on a busy computer, and at most
    `seconds` by the clock, for who hangs without doing anything; `start_seconds` by the clock for
    loading what it needs.

    `memory` is what the child may have in use (resident bytes), `allocated` what it may ask the
    system for, which stops it where it grows faster than anyone looks.
    """

    core_seconds: float = 20
    seconds: float = 90
    start_seconds: float = 120
    memory: int = 420_000_000
    allocated: int = 800_000_000


class Lost(Exception):
    """The child gave no answer and is gone; `why` tells how."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class Process:
    """A running child. Not for several threads at once.

    The system ends it with the thread that made it, so that it never outlives us.
    """

    def __init__(self, module: str, words: Sequence[str], bounds: Bounds) -> None:
        """Runs `module` with the words of `child.Orders` and then `words`; raises Lost where it
        does not get ready."""
        self._bounds = bounds
        self._line, other = socket.socketpair()
        with other:
            self._child = _start(other.fileno(), module, words, bounds)
        self.pid = self._child.pid
        self._receive(bounds.start_seconds)

    def ask(self, frame: Frame) -> Frame:
        """The answer to a frame; raises Lost."""
        self._line.settimeout(self._bounds.seconds)
        try:
            self._line.sendall(frame.pack())
        except TimeoutError:
            raise self._lose(Why.TIMED_OUT) from None
        except OSError:
            raise self._lose(Why.CRASHED) from None
        return self._receive(self._bounds.seconds)

    def memory(self) -> int:
        """Resident bytes; 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def core_seconds(self) -> float:
        """What it has spent of a core; 0 where the system does not tell."""
        try:
            words = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            return 0.0
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Ends it and whatever it started, at once; twice changes nothing."""
        self._line.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._child.wait()

    def _receive(self, seconds: float) -> Frame:
        until, spent = time.monotonic() + seconds, self.core_seconds()
        buffer = bytearray()

        def take(size: int) -> bytes:
            while len(buffer) < size:
                self._wait(until, spent + self._bounds.core_seconds)
                part = self._line.recv(READ_AT_ONCE)
                if not part:
                    raise EOFError
                buffer.extend(part)
            taken = bytes(buffer[:size])
            del buffer[:size]
            return taken

        try:
            return frames.receive(take)
        except (EOFError, OSError, frames.BadFrame):
            raise self._lose(Why.CRASHED) from None

    def _wait(self, until: float, spent: float) -> None:
        """Until there is something to read; raises Lost where time or memory are over."""
        waiting = select.poll()
        waiting.register(self._line, select.POLLIN)
        while not waiting.poll(LOOK_SECONDS * 1000):
            if self.memory() > self._bounds.memory:
                raise self._lose(Why.OUT_OF_MEMORY)
            if time.monotonic() > until or self.core_seconds() > spent:
                raise self._lose(Why.TIMED_OUT)

    def _lose(self, why: Why) -> Lost:
        self.end()
        return Lost(why)


def _start(fd: int, module: str, words: Sequence[str], bounds: Bounds) -> "subprocess.Popen[bytes]":
    orders = [str(fd), str(os.getpid()), str(bounds.allocated)]
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", module, *orders, *words],
        env=_environ(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # they print what they read
        stderr=subprocess.DEVNULL,
        pass_fds=[fd],
        start_new_session=True,
    )


def _environ() -> dict[str, str]:
    """One thread each, memory in large pages where the system has them, our import path, and
    nothing secret."""
    kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")
    single["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1"  # a page of 2 MB is one fault, not 512
    return kept | single | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
