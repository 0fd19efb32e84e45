"""One supervised process: started, seen to die, started again with patience, stopped."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field

from rontal.kernel.kinship import dies_with_parent

QUICK_SECONDS = 10
QUICK_DEATHS = 5
CONFIG_FAULT = 78  # see rontal.config.production


class GivesUp(RuntimeError):
    """A child ends again and again; the message is one line."""


@dataclass
class Child:
    """A process named `name`, run by `call`; `patience` is the wait before the next start."""

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
        """Starts it in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self._began = time.monotonic()
        self.process = subprocess.Popen(
            self.call,
            env=os.environ | self.environ,
            stdin=subprocess.DEVNULL,
            pass_fds=self.fds,
            process_group=0,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )

    def look(self) -> str | None:
        """Sees to it that it runs: one line where it died or was started again.

        Raises GivesUp after five deaths within seconds of the start, or where its settings
        make it refuse.
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
        """Asks it to end; returns at once."""
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)

    def ended(self) -> bool:
        """Whether it runs no more."""
        return self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """Ends it and whatever it started, at once."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _bury(self, code: int) -> str:
        self.kill()  # what it had started may still hold its port
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
        return f"{self.name} ended ({_how(code)}); it starts again in {wait:.1f} s"


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"
