"""Decoder that a file has taken over: it attempts what the request names, and answers the number
of the error that the system refused it with, 0 for none.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from rontal.core.children.frames import Frame, Head

PTRACE, PTRACE_ATTACH, PROCESS_VM_READV, IO_URING_SETUP = 101, 16, 310, 425
"""Numbers of x86-64."""
READS: Final = "import sys; open(sys.argv[1]).read()"


def answer(frame: Frame) -> Frame:
    """Answers one attempt."""
    return Frame({"error": _error_of(frame.head)})


def pieces(_source: IO[bytes], head: Head) -> Iterator[Frame]:
    """Yields the answer to one attempt."""
    yield Frame({"error": _error_of(head)})


def _error_of(head: Head) -> int:
    attempt: Callable[[str], object] = ATTEMPTS[head["attempt"]]
    try:
        attempt(head.get("path", ""))
    except OSError as error:
        return error.errno or -1
    except subprocess.CalledProcessError:
        return -1
    return 0


def _call(number: int, *words: int) -> None:
    if ctypes.CDLL(None, use_errno=True).syscall(number, *words) < 0:
        raise OSError(ctypes.get_errno(), "")


def _connect(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(path)


def _fork(_path: str) -> None:
    if os.fork() == 0:
        os._exit(0)


ATTEMPTS: Final[dict[str, Callable[[str], object]]] = {
    "read": lambda path: Path(path).read_bytes(),
    "list": os.listdir,
    "write": lambda path: Path(path).write_bytes(b""),
    "change mode": lambda path: os.chmod(path, 0o777),  # noqa: PTH101
    "environment of the parent": lambda _path: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "memory of the parent": lambda _path: os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY),
    "TCP": lambda _path: socket.create_connection(("127.0.0.1", 9), 1),
    "socket of UNIX": _connect,
    "ptrace": lambda _path: _call(PTRACE, PTRACE_ATTACH, os.getppid(), 0, 0),
    "process_vm_readv": lambda _path: _call(PROCESS_VM_READV, os.getppid(), 0, 0, 0, 0, 0),
    "io_uring": lambda _path: _call(IO_URING_SETUP, 1, 0),
    "signal to the parent": lambda _path: os.kill(os.getppid(), signal.SIGURG),
    "fork": _fork,
    "exec": lambda _path: os.execv(sys.executable, [sys.executable, "-c", ""]),  # noqa: S606
    "shell": lambda _path: subprocess.run(["/bin/sh", "-c", "true"], check=True),
    "read by a program": lambda path: subprocess.run(
        [sys.executable, "-c", READS, path], check=True, stderr=subprocess.DEVNULL
    ),
    "program": lambda _path: subprocess.run([sys.executable, "-c", "pass"], check=True),
}
