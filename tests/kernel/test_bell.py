"""The bell rings for what was committed, and for nothing else."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from rontal.catalogue.models import Title
from rontal.catalogue.record import Record
from rontal.catalogue.steps import record_writing
from rontal.kernel import bell
from rontal.kernel.bell import Topic
from rontal.kernel.events import emit
from rontal.kernel.models import SealedFile
from rontal.kernel.sealed_files import ERASED
from tests.accounts.factories import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_bell(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bell that nobody else rings."""
    settings.BELL = tmp_path / "new/bell"
    monkeypatch.setattr(bell, "SILENT_AFTER", 600)
    bell.beat()


def add(name: str) -> Title:
    return record_writing.create(Record(title=name), slug=name)


def test_a_committed_change_rings_for_its_topic() -> None:
    before = bell.versions()
    with transaction.atomic():
        add("satu")
        assert bell.versions() == before
    after = bell.versions()
    assert after.catalogue != before.catalogue
    assert after.events == before.events


def test_what_is_rolled_back_rings_for_nobody() -> None:
    before = bell.versions()
    with transaction.atomic():
        add("satu")
        transaction.set_rollback(True)
    with transaction.atomic(), transaction.atomic():
        add("dua")
        transaction.set_rollback(True)
    assert bell.versions() == before


def test_an_event_rings() -> None:
    before = bell.versions()
    emit(ERASED, actor=SYSTEM, subject=SealedFile(purpose="x"))
    assert bell.versions().of(Topic.EVENTS) != before.of(Topic.EVENTS)


def test_a_change_of_many_by_sql_rings_too() -> None:
    with transaction.atomic():
        add("satu")
    before = bell.versions()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_title SET place = 'Tabanan'")
    assert bell.versions().catalogue != before.catalogue


def test_looking_needs_no_query_while_somebody_listens(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert bell.versions() == bell.versions()


def test_without_a_listener_the_database_is_asked(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(bell, "SILENT_AFTER", -1)
    monkeypatch.setattr(bell, "_numbers", bell._Numbers())
    with django_assert_num_queries(2):
        bell.versions()
    with django_assert_num_queries(0):
        bell.versions()


def test_a_row_that_commits_after_a_younger_one_changes_the_number() -> None:
    with transaction.atomic():
        add("satu")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_change (id, title_id) VALUES (1000000, 1)")
    before = bell._asked(Topic.CATALOGUE)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_change (id, title_id) VALUES (999999, 1)")
    assert bell._asked(Topic.CATALOGUE) != before
