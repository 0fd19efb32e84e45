"""Tests that nobody sees an outdated page after a commit, whichever process responds."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from rontal.kernel import bell
from rontal.kernel.bell import Topic

pytestmark = [pytest.mark.machine, pytest.mark.django_db(transaction=True)]
SECONDS = 20


def address() -> str:
    """Returns the address of the test's own database."""
    given = connection.settings_dict
    name, host = given["NAME"], quote(given["HOST"], safe="")
    port = f"&port={given['PORT']}" if given["PORT"] else ""
    return f"postgresql://{given['USER']}:{quote(given['PASSWORD'])}@/{name}?host={host}{port}"


class Process:
    """One web process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.visitor_process"],
            cwd=settings.STATIC_ROOT.parents[1],
            env=os.environ | {"DATABASE_URL": address(), "RONTAL_HOME": str(settings.BELL.parent)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.answer() == {"ready": True}

    def send(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout
        return dict(json.loads(self._process.stdout.readline()))

    def ask(self, line: str) -> dict[str, Any]:
        self.send(line)
        return self.answer()

    def end(self) -> None:
        self._process.communicate(timeout=SECONDS)


@pytest.fixture
def bell_file(settings: Any, tmp_path: Path) -> Path:
    settings.BELL = tmp_path / "bell"
    return Path(settings.BELL)


@pytest.fixture
def start(bell_file: Path) -> Iterator[Callable[[], Process]]:
    running: list[Process] = []

    def start() -> Process:
        running.append(Process())
        return running[-1]

    yield start
    for process in running:
        process.end()


@pytest.fixture
def listening(bell_file: Path) -> Iterator[None]:
    """Runs the change listener of this machine until the test ends."""
    own = psycopg.connect(address(), autocommit=True)
    heard = threading.Event()

    def listen() -> None:
        with contextlib.suppress(psycopg.OperationalError):
            bell.listen(own, told=lambda _topic: heard.set())

    thread = threading.Thread(target=listen)
    thread.start()
    assert heard.wait(SECONDS)
    yield
    with psycopg.connect(address(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [own.info.backend_pid])
    thread.join(SECONDS)
    own.close()


def test_after_a_commit_in_one_process_the_other_never_shows_the_old_page(
    start: Callable[[], Process],
) -> None:
    """Runs without a listener: the transaction itself invalidates the cache."""
    one, other = start(), start()
    for number in range(20):
        before = other.ask("get /koleksi/")
        assert before["etag"] == other.ask("get /koleksi/")["etag"]
        one.ask(f"title Jilid{number}")
        assert f"Jilid{number}" in other.ask("get /koleksi/")["text"]


def test_while_nothing_changes_a_process_asks_the_database_nothing(
    start: Callable[[], Process], listening: None
) -> None:
    only = start()
    first = only.ask("get /koleksi/")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalogue_title RENAME TO catalogue_title_away")
    try:
        assert only.ask("get /koleksi/") == first
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE catalogue_title_away RENAME TO catalogue_title")


def by_hand(name: str) -> None:
    """Inserts a title by plain SQL, bypassing all of our code."""
    with psycopg.connect(address(), autocommit=True) as other:
        other.execute(
            "INSERT INTO catalogue_title (slug, title, subtitle, sort_title, language, publisher,"
            " place, edition, extent, description, classification, series_number, rights, audience,"
            " accessibility, state, withdrawn_reason, added_at, changed_at) VALUES (%s, %s, '', %s,"
            " 'id', '', '', '', '', '', '', '', '', 'everyone', '{}', 'public', '', now(), now())",
            [name.lower(), name, name.lower()],
        )


def appears(process: Process, name: str) -> float:
    """Returns the seconds until the process shows the title."""
    began = time.monotonic()
    while name not in process.ask("get /koleksi/")["text"]:
        assert time.monotonic() - began < SECONDS, f"{name} never appeared"
        time.sleep(0.005)
    return time.monotonic() - began


def test_a_change_by_plain_sql_arrives_within_a_moment(
    start: Callable[[], Process], listening: None
) -> None:
    only = start()
    only.ask("get /koleksi/")
    by_hand("Lontar")
    assert appears(only, "Lontar") < 1


def test_without_a_listener_the_database_is_asked_once_a_second(
    start: Callable[[], Process],
) -> None:
    only = start()
    assert only.ask("get /koleksi/")["etag"] == only.ask("get /koleksi/")["etag"]
    by_hand("Lontar")
    assert appears(only, "Lontar") < 3


def test_a_page_that_was_rendered_during_a_commit_is_not_kept_as_fresh(
    start: Callable[[], Process], listening: None
) -> None:
    one, other = start(), start()
    one.send("slow /koleksi/")
    assert one.answer() == {"rendering": True}
    other.ask("title Baru")
    old = one.ask("go on")
    assert "Baru" not in old["text"]
    assert "Baru" in one.ask("get /koleksi/")["text"]


def test_an_event_elsewhere_is_heard_within_two_seconds(listening: None) -> None:
    before = bell.versions()
    with psycopg.connect(address(), autocommit=True) as other:
        other.execute(
            "INSERT INTO kernel_event (name, at, actor_kind, actor_name, subject_type, subject_id,"
            " data) VALUES ('test:told', now(), 'system', '', 'x', '1', '{}')"
        )
    began = time.monotonic()
    while bell.versions().of(Topic.EVENTS) == before.of(Topic.EVENTS):
        assert time.monotonic() - began < 2
        time.sleep(0.01)
    assert bell.versions().of(Topic.CATALOGUE) == before.of(Topic.CATALOGUE)
