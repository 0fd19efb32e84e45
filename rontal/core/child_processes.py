"""Child processes that end when their parent ends, in whatever way (on Linux), processes with a
low priority, and processes that others cannot look into.
"""

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_GET_DUMPABLE, PR_SET_DUMPABLE = 3, 4


def dies_with_parent(signal_number: signal.Signals) -> Callable[[], None] | None:
    """Returns a function for subprocess' `preexec_fn`: the child gets the signal when its parent
    dies. Returns None where the system cannot do this.

    The kernel watches the thread that starts the child, so that children are started from the main
    thread.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def request_signal() -> None:
        prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
        if os.getppid() != parent:  # The parent died between fork and prctl
            os.kill(os.getpid(), signal_number)

    return request_signal


def bind_to_parent(signal_number: signal.Signals, parent: int | None = None) -> None:
    """Does what `dies_with_parent` does, called by the child itself.

    `parent` is the parent's process id where the child knows it: the parent may have died already.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
        if parent is not None and os.getppid() != parent:
            os.kill(os.getpid(), signal_number)


def forbid_inspection() -> None:
    """Hides this process and the ones forked from it from other processes of the same user: they
    cannot read its memory and environment, attach a debugger or open its files (prctl(2),
    PR_SET_DUMPABLE), and it writes no core dump. A program that it starts is not hidden. The
    administrator's root may look into it as before.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


@contextlib.contextmanager
def _inspectable() -> Iterator[None]:
    """Lets this process write to its files in /proc, which belong to root while it is hidden."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform.startswith("linux") else None
    if prctl is None or prctl(PR_GET_DUMPABLE, 0, 0, 0, 0):
        yield
        return
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def lower_priority(nice: int) -> None:
    """Lowers the priority of this process by `nice` (1 to 19).

    Linux shares its processors among sessions before it shares them among processes (sched(7),
    autogroup): for a session leader, the priority of the session is lowered as well.
    """
    os.nice(nice)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError), _inspectable():
            Path("/proc/self/autogroup").write_text(str(nice))
