"""Processes and their kin: children that end when their parent does, however the parent ends (on
Linux), and processes that let others go first."""

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1


def dies_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """A function for subprocess' `preexec_fn`: the child gets `how` when its parent dies.

    None where the system cannot. The core watches the thread that starts the child, so
    children are started from the main thread.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
        if os.getppid() != parent:  # it died between fork and prctl
            os.kill(os.getpid(), how)

    return ask


def bind_to_parent(how: signal.Signals) -> None:
    """The same, asked by the child itself."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)


def lower_priority(nice: int) -> None:
    """Lets other processes go first, the more the higher `nice` (1 to 19).

    Linux shares its processors out among sessions before it looks at processes (sched(7), the
    autogroup): for whoever leads a session, the session gives way as well.
    """
    os.nice(nice)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(nice))
