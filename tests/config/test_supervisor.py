"""Tests of `rontal serve` as a whole: it starts, restarts what ended, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rontal.config import ports, postgres
from tests.support.config.servers import Running

pytestmark = pytest.mark.machine
Serve = Callable[[], Running]
CHILDREN = {"postgres", "web", "worker", "search"}


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    return connection.getresponse().status


def works_off_a_job(home: Path, seconds: float = 60) -> bool:
    """True if the worker takes a job (an unknown one, so that it fails at once)."""
    put = (
        "INSERT INTO procrastinate_jobs (task_name, queue_name, args)"
        " VALUES ('leaf:unknown', 'default', '{}') RETURNING id"
    )
    url = (home / "postgres/url").read_text().strip()
    until = time.monotonic() + seconds
    while not postgres.reachable(url):
        assert time.monotonic() < until, "the database did not come back"
        time.sleep(0.2)
    with postgres.connect(url) as connection:
        row = connection.execute(put).fetchone()
        while time.monotonic() < until:
            state = connection.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", row)
            if state.fetchone() == ("failed",):
                return True
            time.sleep(0.3)
    return False


def all_gone(pids: list[int], seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


def test_what_dies_is_started_again_and_ctrl_c_ends_all(serve: Serve, home: Path) -> None:
    running = serve()
    running.wait_for("Rontal is ready at")
    first = running.children()
    assert set(first) == CHILDREN

    os.kill(first["web"], signal.SIGKILL)
    running.wait_for("web ended (killed by SIGKILL)")
    running.wait_for("web is started again")
    os.kill(first["worker"], signal.SIGKILL)
    running.wait_for("worker is started again")
    os.kill(first["search"], signal.SIGKILL)
    running.wait_for("search is started again")
    os.kill(first["postgres"], signal.SIGKILL)
    running.wait_for("the database ended; it is started again")
    answer = None
    until = time.monotonic() + 60
    while answer is None or answer >= 500:
        assert time.monotonic() < until, running.said()
        time.sleep(0.3)
        try:
            answer = status(running.port)
        except OSError:
            continue

    assert works_off_a_job(home)
    # Processes that ended with the database are restarted too, each after its own pause.
    until = time.monotonic() + 60
    while set(running.children()) != CHILDREN:
        assert time.monotonic() < until, f"{running.children()}\n{running.said()}"
        time.sleep(0.1)
    second = running.children()
    assert all(second[name] != first[name] for name in first)
    assert running.stop() == 0
    assert "Rontal has stopped." in running.said()
    assert all_gone([*first.values(), *second.values()])
    with pytest.raises(ConnectionRefusedError):
        status(running.port)


@pytest.mark.usefixtures("after_init")
def test_killed_supervisor_takes_all_with_it_and_the_next_start_recovers(serve: Serve) -> None:
    killed = serve()
    killed.wait_for("Rontal is ready at")
    left = list(killed.children().values())
    killed.process.kill()
    killed.process.wait()
    assert all_gone(left)
    again = serve()
    again.wait_for("Rontal is ready at")
    assert again.stop() == 0


@pytest.mark.usefixtures("after_init")
def test_second_supervisor_of_one_home_is_refused(serve: Serve, environ: dict[str, str]) -> None:
    first = serve()
    first.wait_for("Rontal is ready at")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        environ["RONTAL_PORT"] = str(listener.getsockname()[1])
    second = serve()
    assert second.process.wait(60) == 1
    assert f"already: process {first.process.pid} at" in second.said()
    assert first.stop() == 0


def test_taken_port_names_who_holds_it(serve: Serve, free_port: int) -> None:
    with socket.create_server(("127.0.0.1", free_port)):
        running = serve()
        assert running.process.wait(60) == 1
    said = running.said()
    assert f"port {free_port} is taken by process {os.getpid()} (" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.usefixtures("after_init")
def test_child_that_ends_at_once_again_and_again_ends_the_supervisor(
    serve: Serve, environ: dict[str, str]
) -> None:
    environ["DJANGO_SETTINGS_MODULE"] = "rontal.config.settings"
    environ["RONTAL_SMTP_URL"] = "gopher://nowhere"
    running = serve()
    assert running.process.wait(60) == 1
    assert "RONTAL_SMTP_URL starts with one of" in running.said()


def test_ctrl_c_while_starting_ends_cleanly(serve: Serve, home: Path) -> None:
    running = serve()
    until = time.monotonic() + 30
    while not (home / "postgres/url").exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    assert running.stop() == 0
    with postgres.server(home) as url:
        assert postgres.reachable(url)


def test_free_port_passes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    ports.check_free("127.0.0.1", port)
