"""The `rontal` command as a person runs it, in a home folder of its own: commands and servers."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rontal.config import postgres
from tests.support.config import backups

SECONDS = 90
MADE: list[Path] = []
"""Home folder of `archive`, once it was made."""


class Running:
    """One running `rontal serve`, or another command that runs until it is stopped."""

    def __init__(self, environ: dict[str, str], log: Path, *words: str) -> None:
        self.log = log
        self.port = int(environ["RONTAL_PORT"])
        with log.open("wb") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "rontal.config.command", *(words or ["serve"])],
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_for(self, words: str, times: int = 1) -> None:
        until = time.monotonic() + SECONDS
        while self.said().count(words) < times:
            assert time.monotonic() < until, f"never said {words!r}:\n{self.said()}"
            assert self.process.poll() is None, f"ended before {words!r}:\n{self.said()}"
            time.sleep(0.1)

    def children(self) -> dict[str, int]:
        """Returns the process ids of its children, by the name in their title."""
        found = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rsplit(")", 1)[1].split()
                line = status.with_name("cmdline").read_text().split("\0")
            except OSError:
                continue
            if int(fields[1]) == self.process.pid:
                name = "postgres" if line[0].endswith("postgres") else line[0].split(": ")[-1]
                found[name] = int(status.parent.name)
        return found

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


def environment_of(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and "RONTAL" not in k}
    return kept | {"RONTAL_MODE": "test", "RONTAL_HOME": str(home), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def after_init(home: Path, once_made: Path) -> None:
    """Makes `home` a copy of a folder after `rontal init`, with the same owners."""
    subprocess.run(["cp", "-aT", once_made, home], check=True)


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Creates a folder that the database's user can enter (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="home-", dir=os.environ["RONTAL_HOME"]))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty home folder."""
    with _folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def once_made() -> Iterator[Path]:
    """A home folder after `rontal init`, created once because migrating takes long."""
    call = [sys.executable, "-m", "rontal.config.command", "init", "--quiet"]
    with _folder() as folder:
        subprocess.run(call, env=environment_of(folder), check=True, timeout=4 * SECONDS)
        (folder / "postgres/url").unlink()  # it names a server that has stopped
        yield folder


@pytest.fixture
def environ(home: Path, free_port: int) -> dict[str, str]:
    """The environment of a library of its own, with the embedded database."""
    return environment_of(home) | {"RONTAL_PORT": str(free_port), "RONTAL_WEB_PROCESSES": "1"}


@pytest.fixture
def serve(environ: dict[str, str], home: Path) -> Iterator[Callable[[], Running]]:
    """Starts `rontal serve`; kills at the end whatever still runs."""
    running: list[Running] = []

    def start() -> Running:
        running.append(Running(environ, home / f"said-{len(running)}"))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


@pytest.fixture
def rontal(environ: dict[str, str]) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Runs one command until it ends."""

    def run(*words: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "rontal.config.command", *words],
            env=environ | extra,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    return run


def make_once(rontal: Callable[..., "subprocess.CompletedProcess[str]"], home: Path) -> Path:
    """A library with one event, two stored files and a backup of them."""
    with postgres.server(home) as url, postgres.connect(url) as connection:
        connection.execute(backups.PUT)
    (home / "files/sealed/ab").mkdir(parents=True)
    (home / "files/sealed/ab/one").write_bytes(b"sealed one")
    (home / "files/cover").write_bytes(b"\0" * 300_000)
    done = rontal("backup", str(home / "leaf.backup"))
    assert done.returncode == 0, done.stderr
    assert "keys (RONTAL_SEAL_KEYS, RONTAL_HASH_KEY) are NOT in it" in done.stdout
    return home


@pytest.fixture
def archive(
    rontal: Callable[..., "subprocess.CompletedProcess[str]"], home: Path, once_made: Path
) -> Path:
    """A backup inside of the library that it was made from: a copy for each test."""
    if not MADE:
        subprocess.run(["cp", "-aT", once_made, home], check=True)
        MADE.append(Path(os.environ["RONTAL_HOME"]) / "made-once")
        subprocess.run(["cp", "-a", make_once(rontal, home), MADE[0]], check=True)
    else:
        subprocess.run(["cp", "-aT", MADE[0], home], check=True)
    return home / "leaf.backup"
