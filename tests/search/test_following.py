"""Index of a machine: built, updated, lost, damaged, killed. With real commits and folders."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from rontal.catalogue.models import Change, Title
from rontal.config.search_process import connect
from rontal.search import index_location, progress
from rontal.search.filters import Filters, Sort
from rontal.search.fingerprint import fingerprint
from rontal.search.follower import POLL_SECONDS, Busy, Follower, Position
from rontal.search.index_location import IndexReader
from rontal.search.query_parser import parse
from tests.support.search.collection import title

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sets the folder of this test's index."""
    monkeypatch.setattr(index_location, "root", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def machine(root: Path) -> Iterator[Any]:
    """Returns a function that reads the change feed once, as the follower does twice a second."""
    follower, own = Follower(root, connect), connect()
    with follower.exclusive_lock():
        yield lambda: follower.apply_changes(own)
    own.close()


def total(reader: IndexReader, words: str) -> int:
    """Returns the number of titles that a reading process finds."""
    engine = reader.engine()
    assert engine is not None
    hits = engine.find(parse(words), Filters(), Sort.BEST, 0, 20, False)
    return 0 if hits.loosened else hits.total


def wait_until(what: Callable[[], Any], seconds: float = 20) -> float:
    """Waits until the condition holds; returns the seconds."""
    start = time.monotonic()
    while not what():
        assert time.monotonic() - start < seconds, "it never came"
        time.sleep(0.02)
    return time.monotonic() - start


def test_nothing_is_reported_before_there_is_an_index(root: Path) -> None:
    assert IndexReader(root).engine() is None
    assert progress.index_progress() is None


def test_first_run_builds_the_index_and_the_next_ones_follow(root: Path, machine: Any) -> None:
    book = title("Ombak")
    reader = IndexReader(root)
    assert machine()
    assert total(reader, "ombak") == 1
    assert not machine(), "nothing has changed"
    Title.objects.filter(pk=book.pk).update(title="Pasir")
    assert machine()
    assert (total(reader, "ombak"), total(reader, "pasir")) == (0, 1)
    book.contributors.all().delete()
    book.delete()
    machine()
    assert total(reader, "") == 0


def test_late_commits_are_not_skipped(root: Path, machine: Any) -> None:
    early, late = title("Awal"), title("Akhir")
    machine()
    reader = IndexReader(root)
    rename = "UPDATE catalogue_title SET title = %s WHERE id = %s"
    with connect() as slow, connect() as quick:
        quick.autocommit = True
        slow.execute(rename, ["Lambat", early.pk])  # the lower transaction id, still uncommitted
        quick.execute(rename, ["Cepat", late.pk])
        machine()
        assert (total(reader, "cepat"), total(reader, "lambat")) == (1, 0), "it waits for nobody"
        machine()
        slow.commit()
        machine()
        assert (total(reader, "cepat"), total(reader, "lambat")) == (1, 1)


def test_only_one_process_writes(root: Path, machine: Any) -> None:
    with pytest.raises(Busy), Follower(root, connect).exclusive_lock():
        pass


def test_lost_index_is_rebuilt_in_another_folder(root: Path, machine: Any) -> None:
    title("Ombak")
    machine()
    reader, before = IndexReader(root), index_location.current(root)
    assert total(reader, "ombak") == 1
    assert before is not None
    shutil.rmtree(before)
    assert machine()
    assert index_location.current(root) != before
    assert total(reader, "ombak") == 1


def test_index_of_other_rules_is_rebuilt(root: Path, machine: Any) -> None:
    title("Ombak")
    machine()
    manifest = json.loads((root / "current.json").read_bytes())
    assert manifest["version"] == fingerprint(
        "schema", "index_source", "words", "name_index", "name_order"
    )
    assert manifest["version"] != fingerprint("schema", "index_source", "words"), (
        "each module counts"
    )
    (root / "current.json").write_text(json.dumps(manifest | {"version": 1}))
    assert index_location.current(root) is None
    assert machine()
    assert total(IndexReader(root), "ombak") == 1


@pytest.mark.whole
@pytest.mark.parametrize("part", ["idx", "term", "fast", "fieldnorm"])
def test_missing_file_causes_a_rebuild(
    root: Path, machine: Any, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rontal.search.follower.CHECK_SECONDS", 0)
    title("Ombak")
    machine()
    folder = index_location.current(root)
    assert folder is not None
    next((folder / "titles").glob(f"*.{part}")).unlink()
    assert IndexReader(root).engine() is None or total(IndexReader(root), "zzz") == 0
    machine()
    assert index_location.current(root) != folder
    assert total(IndexReader(root), "ombak") == 1


def test_unreadable_index_causes_a_rebuild(root: Path, machine: Any) -> None:
    title("Ombak")
    machine()
    folder = index_location.current(root)
    assert folder is not None
    for path in (folder / "titles").glob("*.term"):
        path.write_bytes(b"broken" * 10)
    assert IndexReader(root).engine() is None
    assert (root / "wanted").exists()
    machine()
    assert not (root / "wanted").exists()
    assert total(IndexReader(root), "ombak") == 1


def test_old_index_answers_while_a_new_one_is_built(root: Path, machine: Any) -> None:
    title("Ombak")
    machine()
    reader = IndexReader(root)
    index_location.request_rebuild(root, "")
    assert total(reader, "ombak") == 1
    machine()
    assert total(reader, "ombak") == 1


def test_index_of_another_version_is_ignored(root: Path, machine: Any) -> None:
    title("Ombak")
    machine()
    manifest = json.loads((root / "current.json").read_text())
    (root / "current.json").write_text(json.dumps(manifest | {"version": 0}))
    assert IndexReader(root).engine() is None
    machine()
    assert total(IndexReader(root), "ombak") == 1


@pytest.mark.parametrize(
    "changed",
    [{"snapshot": "999999999:999999999:"}, {"database": "another"}, {"at": 0}],
    ids=["brought back", "another database", "away too long"],
)
def test_foreign_position_starts_anew(root: Path, machine: Any, changed: dict[str, Any]) -> None:
    title("Ombak")
    machine()
    folder = index_location.current(root)
    assert folder is not None
    position = Position.read(folder)
    assert position is not None
    index_location.write(folder / "position.json", dict(vars(position)) | changed)
    machine()
    assert index_location.current(root) != folder
    assert total(IndexReader(root), "ombak") == 1


def test_incomplete_position_starts_anew(root: Path, machine: Any) -> None:
    title("Ombak")
    machine()
    folder = index_location.current(root)
    assert folder is not None
    (folder / "position.json").write_text('{"snap')
    machine()
    assert index_location.current(root) != folder


def test_doctor_reports_how_far_behind_the_index_is(root: Path, machine: Any) -> None:
    book = title("Ombak")
    machine()
    Title.objects.filter(pk=book.pk).update(title="Pasir")
    state = progress.index_progress()
    assert state is not None
    assert (state.titles, state.behind) == (1, 1)
    machine()
    state = progress.index_progress()
    assert state is not None
    assert state.behind == 0


def test_old_rows_of_the_feed_are_deleted(root: Path) -> None:
    title("Ombak")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_change SET noted_at = now() - interval '4 days'")
    title("Pasir")
    with running(root):
        wait_until(lambda: Change.objects.count() == 1)


@contextmanager
def running(root: Path) -> Iterator[None]:
    """Runs a follower in a thread of this process."""
    follower = Follower(root, connect)
    thread = threading.Thread(target=follower.run)
    thread.start()
    try:
        yield
    finally:
        follower.end()
        thread.join()


@pytest.mark.whole
def test_committed_change_is_found_without_a_notification(root: Path) -> None:
    book = title("Ombak")
    reader = IndexReader(root)
    with running(root):
        wait_until(lambda: reader.engine() is not None)
        for name in ("Satu", "Dua", "Tiga"):
            Title.objects.filter(pk=book.pk).update(title=name)
            wait_until(lambda name=name: total(reader, name) == 1)
    assert POLL_SECONDS <= 0.5, "visitors find a change within a second"


@pytest.mark.whole
def test_follower_survives_its_connection(root: Path) -> None:
    book = title("Ombak")
    reader = IndexReader(root)
    with running(root):
        wait_until(lambda: reader.engine() is not None)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        Title.objects.filter(pk=book.pk).update(title="Pasir")
        wait_until(lambda: total(reader, "pasir") == 1)


@pytest.mark.machine
def test_killed_follower_continues_where_it_was(tmp_path: Path) -> None:
    """Kills the follower repeatedly while titles change; in the end all of them are found."""
    home = tmp_path / "home"
    home.mkdir()
    books = [title(f"Buku {number}") for number in range(30)]
    reader = IndexReader(home / "search")
    for turn in range(6):
        process = _process(home)
        if turn:
            time.sleep(1.2 + 0.15 * turn)
        else:
            wait_until(lambda: reader.engine() is not None, 60)
        for book in books[turn * 5 : turn * 5 + 5]:
            Title.objects.filter(pk=book.pk).update(title=f"Giliran {turn}")
        time.sleep(0.1 * turn)
        process.send_signal(signal.SIGKILL)
        process.wait()
    process = _process(home)
    wait_until(lambda: total(reader, "giliran") == 30, 60)
    assert total(reader, "buku") == 0
    Title.objects.filter(pk=books[0].pk).update(title="Terakhir")
    wait_until(lambda: total(reader, "terakhir") == 1, 60)  # the last follower listens by now
    process.terminate()
    assert process.wait(20) == 0


def _process(home: Path) -> "subprocess.Popen[bytes]":
    name = settings.DATABASES["default"]["NAME"]
    with connect() as own:
        parts = own.info
        address = f"postgresql://{parts.user}:{parts.password}@/{name}?host={parts.host}"
    environ = os.environ | {"DATABASE_URL": address, "RONTAL_HOME": str(home)}
    call = [sys.executable, "-m", "rontal.config.command", "search"]
    return subprocess.Popen(call, env=environ)


def test_follower_waits_for_an_unreachable_database(tmp_path: Path) -> None:
    def nowhere() -> "psycopg.Connection[Any]":
        raise psycopg.OperationalError("no server")

    follower = Follower(tmp_path, nowhere)
    thread = threading.Thread(target=follower.run)
    thread.start()
    time.sleep(0.2)
    assert thread.is_alive()
    follower.end()
    thread.join(10)
    assert not thread.is_alive()
