"""Workers that take one file of records in at once, and one that is killed."""

import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from rontal.catalogue.importing import jobs
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps import taking
from rontal.catalogue.models import Title
from tests.catalogue.importing.factories import FOREVER, begun, finished, record
from tests.races.test_membership_races import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORK = """
import os, django
django.setup()
from rontal.catalogue.importing import apart, jobs
apart.BATCH = 50
jobs.take_records(import_id=int(os.environ["IMPORT_ID"]), seconds=1e9)
"""


def many(count: int) -> Import:
    return begun([record(f"Judul {number}", year=1500 + number % 500) for number in range(count)])


def test_two_workers_take_each_record_once() -> None:
    run = many(3000)
    work = [lambda: jobs.take_records(import_id=run.pk, seconds=FOREVER)] * 2
    assert together(*work) == [None, None]
    run.refresh_from_db()
    assert (run.state, run.counts) == ("done", {"new": 3000})
    assert Title.objects.count() == 3000


def test_two_files_with_the_same_records_make_each_title_once() -> None:
    runs = [many(1500), many(1500)]
    together(*[lambda run=run: finished(run) for run in runs])  # type: ignore[misc]
    assert Title.objects.count() == 1500


def test_control_without_the_lock_of_the_run_records_come_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = many(1)
    monkeypatch.setattr(taking, "lock_run", lambda pk: Import.objects.get(pk=pk))
    monkeypatch.setattr(taking, "lock_catalogue", lambda: None)
    write = taking.write_batch

    def slow(*words: object, **more: object) -> object:
        found = write(*words, **more)  # type: ignore[arg-type]
        time.sleep(0.5)
        return found

    monkeypatch.setattr(taking, "write_batch", slow)
    work = [lambda: jobs.take_records(import_id=run.pk, seconds=FOREVER)] * 2
    answers = together(*work)
    assert Title.objects.count() == 2 or any(isinstance(one, Exception) for one in answers)


def test_a_worker_that_is_killed_leaves_whole_batches_and_the_next_one_goes_on() -> None:
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
