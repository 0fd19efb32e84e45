"""Tests of the embedded PostgreSQL, run in folders of its own."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from rontal.config import cluster, database_user, postgres
from rontal.config.cluster import PostgresError
from rontal.config.database import parse

pytestmark = pytest.mark.machine


@pytest.fixture
def closed_umask() -> Iterator[None]:
    """Sets an umask under which new files and folders belong to their owner alone."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def one(url: str, statement: str) -> object:
    with postgres.connect(url) as connection:
        row = connection.execute(statement).fetchone()
    return row[0] if row else None


def gone(pid: int, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.05)
    return False


def test_tests_have_a_real_postgres() -> None:
    assert int(str(one(os.environ["DATABASE_URL"], "SHOW server_version_num"))) >= 150000


def test_what_was_written_is_there_after_a_stop(home: Path) -> None:
    with postgres.server(home) as url:
        with postgres.connect(url) as connection:
            connection.execute("CREATE TABLE leaf AS SELECT 7 AS n")
        assert one(url, "SHOW fsync") == "on"
        assert one(url, "SHOW listen_addresses") == ""
        assert one(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    with postgres.server(home) as url:
        assert one(url, "SELECT n FROM leaf") == 7


def test_secrets_are_for_the_owner_alone(home: Path) -> None:
    with postgres.server(home) as url:
        base = home / "postgres"
        for name in ("url", "password", "admin", "log"):
            assert stat.S_IMODE((base / name).stat().st_mode) == 0o600, name
        assert stat.S_IMODE((base / "data").stat().st_mode) == 0o700
        wrong = url.replace(cluster.secret(base / "password"), "guess")
        assert not postgres.reachable(wrong)


def test_errors_in_the_log_show_no_value_of_a_row(home: Path) -> None:
    with postgres.server(home) as url:
        with postgres.connect(url) as connection:
            connection.execute("CREATE TABLE leaf (name text UNIQUE, n int CHECK (n > 0))")
            connection.execute("INSERT INTO leaf VALUES ('Ni Luh', 1)")
        for row in ("('Ni Luh', 2)", "('Ni Made', -1)"):
            with postgres.connect(url) as connection, pytest.raises(psycopg.IntegrityError):
                connection.execute(f"INSERT INTO leaf VALUES {row}")
        log = (home / "postgres" / "log").read_text()
    assert "duplicate key value" in log
    assert "violates check constraint" in log
    assert "Ni Luh" not in log
    assert "Ni Made" not in log


def test_second_start_attaches_and_does_not_stop_the_first(home: Path) -> None:
    first = postgres.start(home)
    second = postgres.start(home)
    assert first.ours
    assert not second.ours
    assert second.url == first.url
    second.stop()
    assert first.alive()
    assert second.alive()
    first.stop()
    assert not second.alive()


def test_two_first_starts_at_once_make_one_cluster(home: Path) -> None:
    script = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from rontal.config import postgres
        with postgres.server(Path(sys.argv[1])) as url:
            with postgres.connect(url) as connection:
                print(connection.execute(
                    "SELECT system_identifier FROM pg_control_system()").fetchone()[0], flush=True)
            time.sleep(2)
    """)
    call = [sys.executable, "-c", script, str(home)]
    running = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60)[0].strip() for process in running]
    assert said[0] == said[1] != ""
    assert [process.returncode for process in running] == [0, 0]


def test_killed_server_recovers_what_was_committed(home: Path) -> None:
    killed = postgres.start(home)
    with postgres.connect(killed.url) as connection:
        connection.execute("CREATE TABLE leaf AS SELECT 7 AS n")
        assert killed.process is not None
        os.kill(killed.process.pid, signal.SIGKILL)
    killed.process.wait()
    assert not killed.alive()
    with postgres.server(home) as url:
        assert one(url, "SELECT n FROM leaf") == 7


def test_server_ends_when_its_starter_is_killed(home: Path) -> None:
    script = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from rontal.config import postgres
        print(postgres.start(Path(sys.argv[1])).process.pid, flush=True)
        time.sleep(60)
    """)
    starter = subprocess.Popen(
        [sys.executable, "-c", script, str(home)], stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    pid = int(starter.stdout.readline())
    starter.kill()
    starter.communicate()
    assert gone(pid)
    with postgres.server(home) as url:
        assert one(url, "SELECT 1") == 1


def test_left_over_note_of_a_process_that_is_no_server_is_ignored(home: Path) -> None:
    with postgres.server(home):
        pass
    note = home / "postgres/data/postmaster.pid"
    note.write_text(f"{os.getpid()}\n{home}/postgres/data\n0\n5432\n\n\n\n")
    with postgres.server(home) as url:
        assert one(url, "SELECT 1") == 1


def test_interrupted_making_is_made_again(home: Path) -> None:
    base = home / "postgres"
    (base / "data.new").mkdir(parents=True)
    (base / "data.new" / "PG_VERSION").write_text("18\n")
    (base / "data.new.password").write_text("half")
    with postgres.server(home) as url:
        assert one(url, "SELECT 1") == 1
    assert not list(base.glob("data.new*"))


def test_long_path_moves_the_socket_to_the_temporary_folder(home: Path) -> None:
    deep = home / ("x" * 90)
    with postgres.server(deep) as url:
        assert one(url, "SELECT 1") == 1
        socket = Path(parse(url)["HOST"])
        assert not socket.is_relative_to(deep)
    assert not socket.exists()


def test_broken_cluster_is_one_line(home: Path) -> None:
    with postgres.server(home):
        pass
    (home / "postgres/data/global/pg_control").unlink()
    with pytest.raises(PostgresError, match="pg_control") as caught:
        postgres.start(home)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as another user")
def test_closed_folder_is_named(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError, match=f"cannot enter {closed}: set RONTAL_HOME"):
        postgres.start(closed / "var")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as another user")
@pytest.mark.usefixtures("closed_umask")
def test_unreachable_programs_are_copied(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = database_user.blocking
    wheel = cluster.binaries()
    monkeypatch.setattr(
        cluster, "blocking", lambda path, who: path if path == wheel else real(path, who)
    )
    with postgres.server(home) as url:
        assert one(url, "SELECT 1") == 1
        assert list((home / "postgres").glob("program-*"))


def test_folder_that_cannot_be_made_is_one_line(home: Path) -> None:
    (home / "file").write_text("")
    with pytest.raises(PostgresError, match="cannot use the folder"):
        postgres.start(home / "file")


@pytest.mark.usefixtures("closed_umask")
def test_closed_umask_does_not_close_the_home(home: Path) -> None:
    with postgres.server(home / "fresh") as url:
        assert one(url, "SELECT 1") == 1
