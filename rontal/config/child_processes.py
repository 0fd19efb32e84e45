"""Supervised child process: started, monitored, restarted with backoff, stopped."""

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from typing import Final

from setproctitle import setproctitle

from rontal.core.child_processes import bind_to_parent

QUICK_SECONDS = 10
QUICK_DEATHS = 5
CONFIG_FAULT = 78  # exit code of `rontal.config.production.refuse`
STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FORK: Final = multiprocessing.get_context("fork")
"""A forked child shares the memory of everything that its parent has loaded."""


class RestartsExhausted(RuntimeError):
    """Child that keeps failing; the message is one line."""


@dataclass
class Child:
    """Child process `name` that calls `main` and ends with the exit code which this returns;
    `stop_seconds` is the wait before SIGKILL.
    """

    name: str
    main: Callable[[], int]
    stop_seconds: float
    process: ForkProcess | None = None
    _began: float = 0.0
    _again_at: float = 0.0
    _deaths: int = 0

    def start(self) -> None:
        """Forks it; call it from the main thread of a process that has no other thread."""
        self._began = time.monotonic()
        self.process = FORK.Process(target=self._run, args=(os.getpid(),), name=self.name)
        # A stop signal waits until the child has its own handlers.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def check(self) -> str | None:
        """Restarts the child if needed; returns a line where it died or was restarted, else None.

        Raises RestartsExhausted after five deaths within seconds of their start, or where the child
        refuses its settings.
        """
        if self.process is None:
            if time.monotonic() < self._again_at:
                return None
            self.start()
            return f"{self.name} is started again"
        code = self.process.exitcode
        if code is None:
            return None
        return self._plan_restart(code)

    def ask_to_stop(self) -> None:
        """Sends SIGTERM; returns at once."""
        if self.process and self.process.exitcode is None:
            self.process.terminate()

    def ended(self) -> bool:
        """Returns True where it is not running."""
        return self.process is None or self.process.exitcode is not None

    def kill(self) -> None:
        """Kills its process group at once."""
        if self.process and self.process.pid:
            self.process.kill()
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.join()

    def _run(self, parent: int) -> None:
        """Runs in the child, in its own process group: Ctrl-C reaches only the supervisor."""
        os.setpgid(0, 0)
        for number in STOP_SIGNALS:
            if signal.getsignal(number) != signal.SIG_IGN:  # SIGHUP is ignored under nohup
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        bind_to_parent(signal.SIGTERM, parent)
        setproctitle(f"rontal: {self.name}")
        sys.exit(self.main())

    def _plan_restart(self, code: int) -> str:
        self.kill()  # its own children may still hold its port
        lived = time.monotonic() - self._began
        self._deaths = self._deaths + 1 if lived < QUICK_SECONDS else 1
        if code == CONFIG_FAULT:
            raise RestartsExhausted(f"{self.name} refuses these settings; see the lines above")
        if self._deaths >= QUICK_DEATHS:
            raise RestartsExhausted(
                f"{self.name} ended {self._deaths} times within seconds of its start; "
                f"see the lines above, or run `rontal doctor`"
            )
        wait = 0.5 * 2 ** (self._deaths - 1)
        self._again_at = time.monotonic() + wait
        self.process = None
        return f"{self.name} ended ({_exit_reason(code)}); it starts again in {wait:.1f} s"


def _exit_reason(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"
