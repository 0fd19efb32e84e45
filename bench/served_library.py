"""A demo library of its own, served as `./run` serves it, and bare Django for comparison."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rontal.config.env import ROOT

READY_SECONDS = 180
MEMBER = "sari@contoh.example"
"""A member of the demo library who may borrow."""


@dataclass(frozen=True)
class Served:
    """The address of the library, and the folder with its data."""

    host: str
    port: int
    home: Path

    @property
    def address(self) -> tuple[str, int]:
        """Host and port for a socket."""
        return self.host, self.port


def free_port() -> int:
    """Returns an unused port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def library() -> Iterator[Served]:
    """Serves a new demo library and sets up the environment of this process to use its database."""
    with tempfile.TemporaryDirectory(prefix="rontal-bench-") as folder:
        Path(folder).chmod(0o755)  # the database may run as another user
        served = Served("127.0.0.1", free_port(), Path(folder) / "home")
        os.environ |= {
            "RONTAL_MODE": "demo",
            "RONTAL_HOME": str(served.home),
            "RONTAL_PORT": str(served.port),
            "DJANGO_SETTINGS_MODULE": "rontal.config.settings",
        }
        os.environ.pop("RONTAL_URL", None)
        command = [str(Path(sys.executable).with_name("rontal"))]
        subprocess.run([*command, "demo"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        with running([*command, "serve"], served.address):
            yield served


def settled() -> None:
    """Waits until the worker of the served library has no due job: a new demo library has photos to
    examine, which would use the processors during the measurement.
    """
    from django.db.models import Q
    from procrastinate.contrib.django.models import ProcrastinateJob

    from rontal.core import clock

    until = time.monotonic() + READY_SECONDS
    due = Q(scheduled_at=None) | Q(scheduled_at__lt=clock.now())
    while ProcrastinateJob.objects.filter(Q(status="doing") | Q(status="todo") & due).exists():
        if time.monotonic() > until:
            raise RuntimeError("the worker does not come to an end")
        time.sleep(0.2)


def session_of(email: str) -> str:
    """Returns the session key of a signed-in user, for the cookie `rontal`."""
    from django.test import Client

    from rontal.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    return client.cookies["rontal"].value


def with_loans(email: str, number: int) -> None:
    """Lets a member borrow or return until there are exactly so many loans, and no holds."""
    from rontal.accounts.models import User
    from rontal.accounts.selectors import actor_of
    from rontal.catalogue.models import Title
    from rontal.lending import selectors, services

    actor = actor_of(User.objects.get(email=email))
    for hold in selectors.books_of(actor).holds:
        services.cancel_hold(hold_id=hold.pk, actor=actor)
    loans = selectors.loans_of(actor)
    for loan in loans[number:]:
        services.return_loan(loan_id=loan.pk, actor=actor)
    lent = {loan.title_id for loan in loans}
    titles = Title.objects.filter(files__format="epub").exclude(pk__in=lent).order_by("slug")
    counts = selectors.availability(titles.values_list("pk", flat=True))
    free = [pk for pk, availability_row in counts.items() if availability_row.free]
    for pk in free[: max(0, number - len(loans))]:
        services.borrow(title_id=pk, actor=actor)


@contextlib.contextmanager
def constant() -> Iterator[tuple[str, int]]:
    """Serves `bench.constant_response` with the same server and number of processes."""
    with _serve_module("bench.constant_response") as address:
        yield address


@contextlib.contextmanager
def bare() -> Iterator[tuple[str, int]]:
    """Serves bare Django on the same database (`bench.bare_django`) in the same way."""
    with _serve_module("bench.bare_django") as address:
        yield address


@contextlib.contextmanager
def static(bodies: Sequence[bytes]) -> Iterator[tuple[str, int]]:
    """Serves these bytes with WhiteNoise (`bench.static_server`): `/static/0.bin` and so on."""
    with tempfile.TemporaryDirectory(prefix="rontal-bench-") as folder:
        for number, body in enumerate(bodies):
            (Path(folder) / f"{number}.bin").write_bytes(body)
        os.environ["BENCH_STATIC"] = folder
        with _serve_module("bench.static_server") as address:
            yield address


@contextlib.contextmanager
def _serve_module(module: str) -> Iterator[tuple[str, int]]:
    address = ("127.0.0.1", free_port())
    with running([sys.executable, "-m", "bench.same_server", module, str(address[1])], address):
        yield address


@contextlib.contextmanager
def running(
    command: list[str], address: tuple[str, int], env: dict[str, str] | None = None
) -> Iterator[None]:
    """Runs a server in a process of its own; yields once it accepts connections."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=env)
    try:
        _wait(process, address)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _wait(process: "subprocess.Popen[bytes]", address: tuple[str, int]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
            return
        time.sleep(0.2)
    raise RuntimeError(f"{process.args!r} did not get ready")
