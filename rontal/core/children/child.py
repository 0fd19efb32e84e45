"""The child's side: ties the process to its parent, then answers frame after frame."""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from rontal.core.child_processes import bind_to_parent, lower_priority
from rontal.core.children import confinement, frames
from rontal.core.children.frames import Frame

NICE = 10
"""Niceness of a child, so that requests for web pages get the processor first."""
MAX_TRACEBACK_LINES = 6
MEGABYTE = 1024 * 1024
M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD = -3, -1, -2
LARGE = 2 * MEGABYTE
"""Smallest size in bytes of a block that malloc maps separately. glibc would raise this threshold
with large pictures, allocate their blocks in one heap and leave holes there: up to 50 MB. A lower
value would cost time.
"""
SPARE, STEP = 8 * MEGABYTE, 4 * MEGABYTE
"""Free bytes at the end of the heap before malloc returns them to the system, and bytes by which
the heap grows. With glibc's default of 128 kB the same pages would be returned and requested again
between two layers of a model.
"""
_NO_MEMORY = ("bad_alloc", "bad alloc", "failed to allocate", "insufficient memory")


@dataclass(frozen=True)
class Arguments:
    """Command-line arguments that the parent starts a child with: file descriptor of the socket,
    process id of the parent, limit of the data segment in bytes, whether the child may start
    programs, folder for temporary files ("" for none), and further words for the module.
    """

    fd: int
    parent: int
    memory: int
    programs: bool
    scratch: str
    words: tuple[str, ...]

    @classmethod
    def read(cls, words: list[str]) -> "Arguments":
        """Parses the command-line arguments, as `process.Process` writes them."""
        fd, parent, memory, programs = map(int, words[:4])
        return cls(fd, parent, memory, bool(programs), words[4], tuple(words[5:]))


class Connection:
    """Connection of the child to its parent."""

    def __init__(self, sock: socket.socket, source: IO[bytes]) -> None:
        self._socket, self._source = sock, source

    def receive(self) -> Frame:
        """Returns the next frame; raises EOFError when the parent has closed the connection."""
        return frames.receive(partial(_exactly, self._source))

    def send(self, frame: Frame) -> None:
        self._socket.sendall(frame.pack())


def serve(
    arguments: Arguments, prepare: Callable[[Connection], Callable[[Frame], Frame]], nice: int
) -> None:
    """Calls `prepare`, reports ready, and answers frames until the parent closes the connection.

    The process is confined before it gets a file (`confinement`). Words of the form "module:Class"
    name modules whose package it may read.
    """
    _set_up(arguments, nice)
    scratch = [Path(arguments.scratch)] if arguments.scratch else []
    tempfile.tempdir = arguments.scratch or None
    modules = [word.partition(":")[0] for word in arguments.words]
    confinement.confine_files(modules, writable=scratch)
    with socket.socket(fileno=arguments.fd) as sock, sock.makefile("rb") as source:
        connection = Connection(sock, source)
        handle = prepare(connection)
        confinement.confine_calls(programs=arguments.programs)
        connection.send(Frame({"ready": True}))
        with contextlib.suppress(EOFError, BrokenPipeError):
            while True:
                reply = handle(connection.receive())
                _trim_heap()  # The parent measures the memory after each answer.
                connection.send(reply)


def is_out_of_memory(error: Exception) -> bool:
    """Returns True for an error that means that memory could not be allocated."""
    return isinstance(error, MemoryError) or any(
        words in str(error).lower() for words in _NO_MEMORY
    )


def traceback_lines(error: Exception) -> str:
    """Returns the function names and lines of a traceback, innermost first.

    The text of the error is left out: it may hold personal data from the file.
    """
    frames_ = traceback.extract_tb(error.__traceback__)[-MAX_TRACEBACK_LINES:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames_))


def _set_up(arguments: Arguments, nice: int) -> None:
    """Sets up the process: it is killed with its parent, ignores Ctrl-C (the parent ends it), runs
    at niceness `nice`, has its memory limited, is the first to be killed when memory runs out, and
    writes no core dump.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bind_to_parent(signal.SIGKILL)
    if os.getppid() != arguments.parent:
        raise SystemExit(1)
    if nice:
        lower_priority(nice)
    with contextlib.suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, SPARE)
        mallopt(M_TOP_PAD, STEP)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (arguments.memory, arguments.memory))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _exactly(source: IO[bytes], size: int) -> bytes:
    content = source.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _trim_heap() -> None:
    """Returns freed memory to the system, which glibc would not do by itself."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
