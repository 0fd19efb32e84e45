"""Set-up steps: shown with their times, run once, repeated if their inputs change."""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from setup.errors import ROOT, SetupError, explain

STAMPS = ROOT / "build" / "stamps"
LOGS = ROOT / "build" / "log"


@dataclass(frozen=True)
class Step:
    """A set-up step: runs again if `inputs` has changed or one of `results` is missing."""

    name: str
    title: str
    inputs: Callable[[], str]
    results: Sequence[Path]
    work: Callable[["Run"], None]

    @property
    def stamp(self) -> Path:
        """The file that stores the inputs of the finished step."""
        return STAMPS / self.name

    def is_done(self) -> bool:
        """True if the step has run with the current inputs and all results exist."""
        done = self.stamp.exists() and self.stamp.read_text() == self.inputs()
        return done and all(path.exists() for path in self.results)


class Run:
    """Runs the commands of one step: their output in a log file, progress on the screen."""

    def __init__(self, step: Step) -> None:
        self.log = LOGS / f"{step.name}.log"
        self._title = step.title
        self._began = time.monotonic()

    def __call__(self, *call: str | Path, env: dict[str, str] | None = None) -> None:
        """Runs `call` in the project's folder; raises SetupError with one line if it fails."""
        with self.log.open("ab") as sink:
            process = subprocess.Popen(
                [str(part) for part in call],
                cwd=ROOT,
                env=os.environ | (env or {}),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
            self._wait(process)
        if process.returncode:
            explanation = explain(self.log.read_text(errors="replace")[-4000:])
            raise SetupError(f"{explanation} (all of its output: {self.log.relative_to(ROOT)})")

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        try:
            while process.poll() is None:
                time.sleep(0.1)
                self.show("…")
        except BaseException:
            process.terminate()
            process.wait()
            raise

    def show(self, state: str) -> None:
        """Rewrites the step's line with the elapsed seconds, on a terminal only."""
        if sys.stdout.isatty():
            seconds = time.monotonic() - self._began
            print(f"\r  {self._title} {state} {seconds:.0f} s\033[K", end="", flush=True)

    def finish(self) -> None:
        """Prints the step's last line."""
        start = "\r" if sys.stdout.isatty() else ""
        seconds = time.monotonic() - self._began
        print(f"{start}  {self._title}: done in {seconds:.1f} s", flush=True)


def perform(steps: Iterable[Step]) -> None:
    """Runs the steps that are not done, in order; a step is stamped only after its work."""
    for step in steps:
        if step.is_done():
            continue
        STAMPS.mkdir(parents=True, exist_ok=True)
        LOGS.mkdir(parents=True, exist_ok=True)
        step.stamp.unlink(missing_ok=True)
        run = Run(step)
        run.log.unlink(missing_ok=True)
        if not sys.stdout.isatty():
            print(f"  {step.title} …", flush=True)
        try:
            step.work(run)
        except SetupError as error:
            raise SetupError(f"{step.title}: {error}") from error
        _stamp(step)
        run.finish()


def _stamp(step: Step) -> None:
    missing = [path for path in step.results if not path.exists()]
    if missing:
        raise SetupError(f"{step.title}: {missing[0]} was not made")
    part = step.stamp.with_name(f"{step.name}.{os.getpid()}")
    part.write_text(step.inputs())
    part.replace(step.stamp)


def digest(*paths: Path, also: str = "") -> str:
    """Returns a hash of names and contents of `paths`; walks folders, notes missing files."""
    total = hashlib.sha256(also.encode())
    for path in paths:
        contents = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in contents:
            if file.is_dir() or "__pycache__" in file.parts:
                continue
            total.update(str(file.relative_to(ROOT)).encode())
            total.update(file.read_bytes() if file.exists() else b"missing")
    return total.hexdigest()


@contextlib.contextmanager
def exclusive_lock() -> Iterator[None]:
    """Holds the lock of the set-up; waits for another set-up that runs, and prints that."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            print(f"  another set-up runs here (process {lock.read().strip()}); waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield
