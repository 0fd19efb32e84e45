"""Tests that every process shows a change within a second or so, whoever made it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection

pytestmark = [pytest.mark.machine, pytest.mark.django_db(transaction=True)]
SECONDS = 20


def address() -> str:
    """Returns the address of the test's own database."""
    database = connection.settings_dict
    name, host = database["NAME"], quote(database["HOST"], safe="")
    port = f"&port={database['PORT']}" if database["PORT"] else ""
    return (
        f"postgresql://{database['USER']}:{quote(database['PASSWORD'])}@/{name}?host={host}{port}"
    )


class Process:
    """One web process."""

    def __init__(self, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.ui.visitor_process"],
            cwd=settings.STATIC_ROOT.parents[1],
            env=os.environ | {"DATABASE_URL": address(), "RONTAL_HOME": str(home)},
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

    def request(self, line: str) -> dict[str, Any]:
        self.send(line)
        return self.answer()

    def end(self) -> None:
        self._process.communicate(timeout=SECONDS)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Process]]:
    running: list[Process] = []

    def start() -> Process:
        running.append(Process(tmp_path))
        return running[-1]

    yield start
    for process in running:
        process.end()


def test_cached_page_needs_no_titles_while_nothing_changes(
    start: Callable[[], Process],
) -> None:
    only = start()
    first = only.request("get /koleksi/")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalogue_title RENAME TO catalogue_title_away")
    try:
        assert only.request("get /koleksi/") == first
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE catalogue_title_away RENAME TO catalogue_title")


def insert_by_sql(name: str) -> None:
    """Inserts a title by plain SQL, bypassing all of our code."""
    with psycopg.connect(address(), autocommit=True) as other:
        other.execute(
            "INSERT INTO catalogue_title (slug, title, subtitle, sort_title, language, publisher,"
            " place, edition, extent, description, classification, series_number, rights, audience,"
            " accessibility, state, withdrawn_reason, added_at, changed_at) VALUES (%s, %s, '', %s,"
            " 'id', '', '', '', '', '', '', '', '', 'everyone', '{}', 'public', '', now(), now())",
            [name.lower(), name, name.lower()],
        )


def appears(process: Process, name: str) -> None:
    """Requests the page until the process shows the title."""
    began = time.monotonic()
    while name not in process.request("get /koleksi/")["text"]:
        assert time.monotonic() - began < SECONDS, f"{name} never appeared"
        time.sleep(0.005)


def test_change_in_one_process_is_soon_visible_in_the_other(start: Callable[[], Process]) -> None:
    one, other = start(), start()
    for number in range(5):
        before = other.request("get /koleksi/")
        assert before["etag"] == other.request("get /koleksi/")["etag"]
        one.request(f"title Jilid{number}")
        appears(other, f"Jilid{number}")


def test_change_by_plain_sql_is_soon_visible(start: Callable[[], Process]) -> None:
    only = start()
    assert only.request("get /koleksi/")["etag"] == only.request("get /koleksi/")["etag"]
    insert_by_sql("Lontar")
    appears(only, "Lontar")


def test_page_rendered_during_a_commit_does_not_stay_cached(
    start: Callable[[], Process],
) -> None:
    one, other = start(), start()
    one.send("slow /koleksi/")
    assert one.answer() == {"rendering": True}
    other.request("title Baru")
    old = one.request("go on")
    assert "Baru" not in old["text"]
    appears(one, "Baru")
