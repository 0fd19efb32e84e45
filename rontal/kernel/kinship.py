"""Child processes that end when their parent does, however the parent ends (on Linux)."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """A function for subprocess' `preexec_fn`: the child gets `how` when its parent dies.

    None where the system cannot. The kernel watches the thread that starts the child, so
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
