"""Tests that a version changes with what was committed, and with nothing else."""

from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from records.record import Record
from rontal.catalogue.models import Title
from rontal.catalogue.steps import record_writing
from rontal.core import versions
from rontal.core.events import emit
from rontal.core.models import SealedFile
from rontal.core.sealed_files import ERASED
from rontal.core.versions import Topic, newest_numbers, version
from tests.support import in_memory_caches
from tests.support.accounts.factories import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def checked_at_each_use(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory_caches.turn_on(settings, monkeypatch, seconds=0)


@pytest.fixture
def checked_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory_caches.turn_on(settings, monkeypatch)


def add(name: str) -> Title:
    return record_writing.create(Record(title=name), slug=name)


def now() -> tuple[Any, Any]:
    return version(Topic.CATALOGUE), version(Topic.EVENTS)


@pytest.mark.usefixtures("checked_at_each_use")
def test_a_committed_change_gives_its_topic_another_version() -> None:
    before = now()
    add("satu")
    after = now()
    assert after[0] != before[0]
    assert after[1] == before[1]


@pytest.mark.usefixtures("checked_at_each_use")
def test_rolled_back_change_changes_no_version() -> None:
    before = now()
    with transaction.atomic():
        add("satu")
        transaction.set_rollback(True)
    with transaction.atomic(), transaction.atomic():
        add("dua")
        transaction.set_rollback(True)
    assert now() == before


@pytest.mark.usefixtures("checked_at_each_use")
def test_an_event_changes_the_version_of_events() -> None:
    before = now()
    emit(ERASED, actor=SYSTEM, subject=SealedFile(purpose="x"))
    assert now()[1] != before[1]


@pytest.mark.usefixtures("checked_at_each_use")
def test_bulk_change_by_sql_changes_the_version() -> None:
    add("satu")
    before = now()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_title SET place = 'Tabanan'")
    assert now()[0] != before[0]


@pytest.mark.usefixtures("checked_once")
def test_database_is_queried_once_per_interval(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        before = now()
    add("satu")
    with django_assert_num_queries(0):
        assert now() == before
    in_memory_caches.expire_versions()
    assert now() != before


@pytest.mark.usefixtures("checked_at_each_use")
def test_last_version_is_used_while_the_database_is_unreachable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = now()

    def away() -> int:
        raise OperationalError

    for topic in Topic:
        monkeypatch.setitem(versions._readers, topic, [away])
    assert now() == before


@pytest.mark.usefixtures("checked_at_each_use")
def test_a_result_is_computed_once_for_each_version() -> None:
    computed: list[int] = []

    def count() -> int:
        computed.append(1)
        return Title.objects.count()

    def queries() -> int:
        return versions.cached("test:titles", Topic.CATALOGUE, count)

    assert (queries(), queries(), len(computed)) == (0, 0, 1)
    add("satu")
    assert (queries(), queries(), len(computed)) == (1, 1, 2)


def test_row_that_commits_after_a_newer_one_changes_the_number() -> None:
    add("satu")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_change (id, title_id) VALUES (1000000, 1)")
    before = newest_numbers("catalogue_change")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_change (id, title_id) VALUES (999999, 1)")
    assert newest_numbers("catalogue_change") != before
