"""The parent's side: a child process with limits of time and memory."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from rontal.core.children import frames
from rontal.core.children.frames import Frame
from rontal.core.children.limits import Bounds

POLL_SECONDS = 0.05
READ_AT_ONCE = 65_536
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
"""Environment variables that the child inherits; they include no secret and no database address."""


class LossReason(StrEnum):
    """Reasons for which a child is lost."""

    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"


class ChildLost(Exception):
    """The child was killed before it answered; `why` is a value of `LossReason`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class Process:
    """Running child process. One thread uses it; any other may call `kill`, `memory` and
    `core_seconds`.

    The system kills the child when the thread that created it ends.
    """

    def __init__(
        self, module: str, words: Sequence[str], bounds: Bounds, files: Sequence[int] = ()
    ) -> None:
        """Runs `module` with the arguments of `child.Arguments`, followed by `words`. The child
        inherits the file descriptors `files` under the same numbers.

        Raises ChildLost when the child does not report ready in time.
        """
        self._bounds = bounds
        self._ending = threading.Lock()
        self._line, other = socket.socketpair()
        self._scratch = TemporaryDirectory(prefix="rontal-child-") if bounds.scratch else None
        folder = self._scratch.name if self._scratch else ""
        with other:
            self._child = _start([other.fileno(), *files], module, [folder, *words], bounds)
        self.pid = self._child.pid
        self._receive(bounds.start_seconds)

    def request(self, frame: Frame) -> Frame:
        """Sends a frame and returns the answer; raises ChildLost."""
        self._line.settimeout(self._bounds.seconds)
        try:
            self._line.sendall(frame.pack())
        except TimeoutError:
            raise self._lose(LossReason.TIMED_OUT) from None
        except OSError:
            raise self._lose(LossReason.CRASHED) from None
        return self._receive(self._bounds.seconds)

    def memory(self) -> int:
        """Returns the resident bytes of the child; 0 when the system does not report them."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def core_seconds(self) -> float:
        """Returns the processor time used, in seconds; 0 when the system does not report it."""
        try:
            words = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            return 0.0
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Kills the child and its process group; a second call changes nothing."""
        self._line.close()
        self.kill()
        with self._ending:
            self._child.wait()
            if self._scratch:
                self._scratch.cleanup()

    def kill(self) -> None:
        """Kills the child and its process group, and leaves the connection open for a thread that
        still waits for an answer: it raises ChildLost there. Other threads may call it.
        """
        with self._ending, contextlib.suppress(ProcessLookupError, PermissionError):
            if self._child.returncode is None:  # else its number may be another process' by now
                os.killpg(self.pid, signal.SIGKILL)

    def _receive(self, seconds: float) -> Frame:
        until, spent = time.monotonic() + seconds, self.core_seconds()
        buffer = bytearray()

        def read_exactly(size: int) -> bytes:
            while len(buffer) < size:
                self._wait(until, spent + self._bounds.core_seconds)
                part = self._line.recv(READ_AT_ONCE)
                if not part:
                    raise EOFError
                buffer.extend(part)
            content = bytes(buffer[:size])
            del buffer[:size]
            return content

        try:
            return frames.receive(read_exactly)
        except (EOFError, OSError, frames.BadFrame):
            raise self._lose(LossReason.CRASHED) from None

    def _wait(self, until: float, spent: float) -> None:
        """Waits until there is something to read; raises ChildLost when a limit of time or
        memory is passed.
        """
        waiting = select.poll()
        waiting.register(self._line, select.POLLIN)
        while True:  # a child that sends byte after byte is checked as well
            if self.memory() > self._bounds.memory:
                raise self._lose(LossReason.OUT_OF_MEMORY)
            if time.monotonic() > until or self.core_seconds() > spent:
                raise self._lose(LossReason.TIMED_OUT)
            if waiting.poll(POLL_SECONDS * 1000):
                return

    def _lose(self, why: LossReason) -> ChildLost:
        self.end()
        return ChildLost(why)


def _start(
    fds: Sequence[int], module: str, words: Sequence[str], bounds: Bounds
) -> "subprocess.Popen[bytes]":
    numbers = (fds[0], os.getpid(), bounds.allocated, int(bounds.programs))
    return subprocess.Popen(  # noqa: S603 - our own program
        command(module, *map(str, numbers), *words),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # Libraries may print parts of the file that they decode.
        stderr=subprocess.DEVNULL,
        pass_fds=fds,
        start_new_session=True,
    )


def command(module: str, *words: str) -> list[str]:
    """Returns the command line of a module; modules in the current folder are not found."""
    return [sys.executable, "-P", "-m", module, *words]


def environment() -> dict[str, str]:
    """Returns the child's environment: one thread for each library, large memory pages where the
    system has them, our import path, and no secrets.
    """
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")
    single["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1"  # a page of 2 MB is one fault, not 512
    return inherited | single | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
