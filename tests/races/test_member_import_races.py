"""Races of importing members: parallel workers, a killed one, and a clerk approving meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import IntegrityError, connection

from bench.member_lists import slims
from rontal.accounts.models import User
from rontal.membership import services as membership
from rontal.membership.errors import AlreadyMember
from rontal.membership.importing import services
from rontal.membership.importing.models import Import, ImportRow
from rontal.membership.importing.steps import creating
from rontal.membership.models import Application, Member
from tests.support.membership import factories
from tests.support.membership.importing.factories import checked, checking, head
from tests.support.membership.importing.tables import table
from tests.support.races.threads import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORK = """
import os, django
django.setup()
from rontal.membership.importing.steps import creating
import_id = int(os.environ["IMPORT_ID"])
print("ready", flush=True)
while creating.import_batch(import_id, size=20):
    pass
"""


def ready(content: str) -> Import:
    actor = head()
    run = checked(content, actor=actor)
    services.begin_import(import_id=run.pk, actor=actor)
    return run


def imported_count() -> int:
    return Member.objects.filter(imported__isnull=False).count()


def test_three_workers_import_each_row_once() -> None:
    run = ready(slims(300, wrong=9))

    together(*[lambda: services.take_rows(import_id=run.pk) for _worker in range(3)])

    assert imported_count() == 291
    assert Application.objects.count() == 291
    assert Import.objects.get(pk=run.pk).state == "done"


def test_two_workers_check_each_row_once() -> None:
    run = checking(slims(2500))

    together(*[lambda: services.check_rows(import_id=run.pk) for _worker in range(2)])

    assert ImportRow.objects.count() == 2500
    assert Import.objects.get(pk=run.pk).state == "checked"


@pytest.mark.whole
def test_killed_worker_leaves_complete_members_and_the_next_one_continues() -> None:
    run = ready(slims(400, wrong=12))
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    environ = os.environ | {"DATABASE_URL": url, "IMPORT_ID": str(run.pk)}
    worker = subprocess.Popen([sys.executable, "-c", WORK], env=environ)
    until = time.monotonic() + 60
    while imported_count() < 40:
        assert time.monotonic() < until
        assert worker.poll() is None
        time.sleep(0.002)
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    half = imported_count()
    assert 40 <= half < 388
    assert User.objects.filter(login_name__startswith="PD").count() == half
    assert Application.objects.count() == half
    assert ImportRow.objects.filter(state="taken").count() == half
    services.take_rows(import_id=run.pk)
    assert imported_count() == 388


def test_person_approved_and_imported_at_once_is_one_member() -> None:
    nik = factories.nik()
    application = factories.in_review(factories.values(number=nik))
    run = ready(table({"pin": nik}))
    clerk = factories.clerk()

    def approve() -> str:
        try:
            membership.approve(application_id=application.pk, actor=clerk)
        except AlreadyMember:
            return "known"
        return "approved"

    def take_row() -> str:
        services.take_rows(import_id=run.pk)
        return ImportRow.objects.get(run=run).state

    answers = together(approve, take_row)

    assert Member.objects.count() == 1
    assert answers in (["approved", "known"], ["known", "taken"])


def test_control_without_the_lock_of_the_import_a_row_is_checked_twice(monkeypatch) -> None:
    """Shows that the constraint refuses the second member, and that the lock avoids the attempt."""
    run = ready(slims(1))
    both = threading.Barrier(2)
    make = creating._create_members

    def unlocked(import_id: int, **_conditions: object) -> Import:
        return Import.objects.get(pk=import_id)

    def slow(*args: object) -> None:
        both.wait(5)
        make(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(Import, "lock", unlocked)
    monkeypatch.setattr(creating, "_lock_persons", lambda _people: None)
    monkeypatch.setattr(creating, "_create_members", slow)

    def take_row() -> bool:
        try:
            creating.import_batch(run.pk)
        except IntegrityError:
            return False
        return True

    workers: list[Callable[[], bool]] = [take_row, take_row]
    assert sorted(together(*workers)) == [False, True]
    assert imported_count() == 1
