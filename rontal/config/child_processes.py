"""Supervised child process: started, monitored, restarted with backoff, stopped."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field

from rontal.core.child_processes import dies_with_parent

QUICK_SECONDS = 10
QUICK_DEATHS = 5
CONFIG_FAULT = 78  # exit code of `rontal.config.production.refuse`


class GivesUp(RuntimeError):
    """Child that keeps failing; the message is one line."""


@dataclass
class Child:
    """Child process `name` with command line `call`; `stop_seconds` is the wait before SIGKILL."""

    name: str
    call: list[str]
    stop_seconds: float
    environ: dict[str, str] = field(default_factory=dict)
    fds: tuple[int, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    _began: float = 0.0
    _again_at: float = 0.0
    _deaths: int = 0

    def start(self) -> None:
        """Starts it in its own process group, so that Ctrl-C reaches only the supervisor."""
        self._began = time.monotonic()
        self.process = subprocess.Popen(
            self.call,
            env=os.environ | self.environ,
            stdin=subprocess.DEVNULL,
            pass_fds=self.fds,
            process_group=0,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )

    def check(self) -> str | None:
        """Restarts the child if needed; returns a line where it died or was restarted, else None.

        Raises GivesUp after five deaths within seconds of their start, or where the child
        refuses its settings.
        """
        if self.process is None:
            if time.monotonic() < self._again_at:
                return None
            self.start()
            return f"{self.name} is started again"
        code = self.process.poll()
        if code is None:
            return None
        return self._bury(code)

    def ask_to_stop(self) -> None:
        """Sends SIGTERM; returns at once."""
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)

    def ended(self) -> bool:
        """Returns True where it is not running."""
        return self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """Kills its process group at once."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _bury(self, code: int) -> str:
        self.kill()  # its own children may still hold its port
        lived = time.monotonic() - self._began
        self._deaths = self._deaths + 1 if lived < QUICK_SECONDS else 1
        if code == CONFIG_FAULT:
            raise GivesUp(f"{self.name} refuses these settings; see the lines above")
        if self._deaths >= QUICK_DEATHS:
            raise GivesUp(
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
