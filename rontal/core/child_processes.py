"""Child processes that end when their parent ends, in whatever way (on Linux), and processes with a
low priority.
"""

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1


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


def lower_priority(nice: int) -> None:
    """Lowers the priority of this process by `nice` (1 to 19).

    Linux shares its processors among sessions before it shares them among processes (sched(7),
    autogroup): for a session leader, the priority of the session is lowered as well.
    """
    os.nice(nice)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(nice))
