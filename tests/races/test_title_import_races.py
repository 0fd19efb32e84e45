"""Races of title imports: parallel workers, a killed one, an undo, and edits at the desk."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from records.codes import Scheme
from records.record import Credit, Number
from rontal.accounts.roles import Role
from rontal.catalogue import services
from rontal.catalogue.importing import jobs
from rontal.catalogue.importing import services as importing
from rontal.catalogue.importing.kinds import OpenAccess, Options
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps import books, reading, record_import, writing
from rontal.catalogue.models import Agent, Contributor, Title
from rontal.catalogue.steps import editing
from tests.support.accounts.factories import staff
from tests.support.catalogue.importing.factories import (
    FOREVER,
    begun,
    finished,
    imported,
    record,
    undone,
)
from tests.support.catalogue.services.factories import entered, librarian
from tests.support.races.threads import together
from tests.support.records import epubs

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TIMEOUT_SECONDS = 0.5
WORK = """
import os, django
django.setup()
from rontal.catalogue.importing import jobs, record_reader
record_reader.BATCH = 50
jobs.import_records(import_id=int(os.environ["IMPORT_ID"]), seconds=1e9)
"""


def many(count: int) -> Import:
    return begun([record(f"Judul {number}", year=1500 + number % 500) for number in range(count)])


def test_two_workers_import_each_record_once() -> None:
    run = many(3000)
    work = [lambda: jobs.import_records(import_id=run.pk, seconds=FOREVER)] * 2
    assert together(*work) == [None, None]
    run.refresh_from_db()
    assert (run.state, run.counts) == ("done", {"new": 3000})
    assert Title.objects.count() == 3000


def test_two_files_with_the_same_records_create_each_title_once() -> None:
    runs = [many(1500), many(1500)]
    together(*[lambda run=run: finished(run) for run in runs])  # type: ignore[misc]
    assert Title.objects.count() == 1500


def test_control_without_the_lock_of_the_run_records_are_imported_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = many(1)
    monkeypatch.setattr(Import, "lock", lambda pk, **_conditions: Import.objects.get(pk=pk))
    monkeypatch.setattr(record_import, "lock_catalogue", lambda: None)
    write = record_import.write_batch

    def slow(*words: object, **more: object) -> object:
        written_records = write(*words, **more)  # type: ignore[arg-type]
        time.sleep(0.5)
        return written_records

    monkeypatch.setattr(record_import, "write_batch", slow)
    work = [lambda: jobs.import_records(import_id=run.pk, seconds=FOREVER)] * 2
    answers = together(*work)
    assert Title.objects.count() == 2 or any(isinstance(one, Exception) for one in answers)


def test_killed_worker_leaves_complete_batches_and_the_next_one_continues() -> None:
    run = many(3000)
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    environ = os.environ | {"DATABASE_URL": url, "IMPORT_ID": str(run.pk)}
    worker = subprocess.Popen([sys.executable, "-c", WORK], env=environ)
    until = time.monotonic() + 120
    while Title.objects.count() < 100:
        assert time.monotonic() < until
        assert worker.poll() is None
        time.sleep(0.002)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    run.refresh_from_db()
    assert 100 <= run.number < 3000
    assert Title.objects.count() == run.number == run.counts["new"]
    assert finished(run).counts == {"new": 3000}
    assert Title.objects.count() == 3000


def meeting(
    patch: pytest.MonkeyPatch, owner: object, name: str, then: Callable[[], None] = int
) -> None:
    """Lets an import's lock and the lock of authorities be acquired at the same time, if possible.

    `then` is the import's next action.
    """
    both = threading.Barrier(2)

    def wait_at_lock(lock: Callable[..., Any], after: Callable[[], None]) -> Callable[..., Any]:
        def locked(*words: object, **conditions: object) -> Any:
            rows_locked = lock(*words, **conditions)
            with contextlib.suppress(threading.BrokenBarrierError):
                both.wait(TIMEOUT_SECONDS)
            after()
            return rows_locked

        return locked

    patch.setattr(owner, name, wait_at_lock(getattr(owner, name), then))
    patch.setattr(
        editing, "lock_authorities_exclusive", wait_at_lock(editing.lock_authorities_exclusive, int)
    )


def too_late(patch: pytest.MonkeyPatch, owner: object, name: str) -> None:
    """Does the same for imports that lock the authorities later."""
    hold = editing.lock_authorities_shared
    patch.setattr(editing, "lock_authorities_shared", lambda: None)
    meeting(patch, owner, name, hold)


def corrected_while_undone(meet: Callable[[], None]) -> Counter[str]:
    """Returns the outcomes of undoing an import, and of another one that updates its titles."""
    numbers = [Number(Scheme.CONTROL, f"lain:{number}") for number in range(5)]
    first = imported([record(numbers=[number]) for number in numbers])
    corrected = [record(numbers=[number], publisher="Bentang") for number in numbers]
    again = begun(corrected, Options(overwrite=True))
    meet()
    with pytest.MonkeyPatch.context() as patch:
        begun_reading = event_of_first_batch(patch, reading)
        results = together(
            lambda: finished(again), lambda: begun_reading.wait(60) and undone(first)
        )
    return Counter(getattr(one, "state", type(one).__name__) for one in results)


def event_of_first_batch(patch: pytest.MonkeyPatch, source: Any) -> threading.Event:
    """Returns an event that is set once a child has read the first batch of an import from `source`
    (records or books): starting it takes longer than PATIENCE.
    """
    first, batches = threading.Event(), source.batches

    def watched(run: Import, after: tuple[int, int]) -> Iterator[Any]:
        with contextlib.closing(batches(run, after)) as found:
            for batch in found:
                first.set()
                yield batch

    patch.setattr(source, "batches", watched)
    return first


def test_correcting_import_and_undo_at_once_never_deadlock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcome = corrected_while_undone(lambda: meeting(monkeypatch, record_import, "lock_catalogue"))
    assert outcome == {"done": 1, "undone": 1}
    assert Title.objects.filter(publisher="Bentang").count() == 5


def test_control_locking_authorities_late_deadlocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcome = corrected_while_undone(lambda: too_late(monkeypatch, record_import, "lock_catalogue"))
    assert outcome["OperationalError"] == 1


def deleted_while_a_file_comes() -> list[Any]:
    """Returns the outcomes of deleting a draft, and of adding a file to it at the same time."""
    draft = entered("Keliru", public=False)
    run = importing.add_file(
        title_id=draft.pk,
        content=io.BytesIO(epubs.book()),
        file_name="buku.epub",
        access=OpenAccess.NONE,
        actor=librarian(staff(Role.LIBRARIAN).pk),
    )
    with pytest.MonkeyPatch.context() as patch:
        begun_reading = event_of_first_batch(patch, books)
        return together(
            lambda: finished(run),
            lambda: (
                begun_reading.wait(60)
                and services.delete_draft(title_id=draft.pk, actor=librarian())
            ),
        )


def test_draft_is_deleted_while_a_file_is_being_added(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting(monkeypatch, Import, "lock")
    added, deleted = deleted_while_a_file_comes()
    assert (added.state, deleted) == ("done", None)
    assert not Title.objects.exists()


def test_control_locking_authorities_late_draft_and_file_deadlock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    too_late(monkeypatch, Import, "lock")
    answers = deleted_while_a_file_comes()
    assert "OperationalError" in {type(one).__name__ for one in answers}


def joined_while_imported(patch: pytest.MonkeyPatch) -> int:
    """Returns how many titles name a merged author after both threads are done."""
    entered(credits=[Credit("W.S. Rendra")])
    entered(credits=[Credit("W. Rendra")])
    surviving, merged = Agent.objects.get(name="W.S. Rendra"), Agent.objects.get(name="W. Rendra")
    authorities_read, joined, authorities = (
        threading.Event(),
        threading.Event(),
        writing.authorities,
    )

    def find_authorities(records: Any) -> writing.Authorities:
        existing = authorities(records)
        authorities_read.set()
        joined.wait(TIMEOUT_SECONDS)
        return existing

    def join() -> None:
        authorities_read.wait(TIMEOUT_SECONDS * 4)
        services.join_agents(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
        joined.set()

    patch.setattr(writing, "authorities", find_authorities)
    run = begun([record(credits=[Credit("W. Rendra")])])
    assert together(lambda: finished(run), join) == [run, None]
    assert Contributor.objects.count() == 3
    return Contributor.objects.exclude(agent__joined_to=None).count()


def test_no_import_uses_a_name_while_it_is_being_merged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert joined_while_imported(monkeypatch) == 0


def test_control_without_the_lock_of_authorities_an_import_uses_a_merged_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(editing, "lock_authorities_shared", lambda: None)
    assert joined_while_imported(monkeypatch) == 1
