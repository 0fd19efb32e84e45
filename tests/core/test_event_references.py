"""Tests that references to persons in old events end, and nothing else of an event changes."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from rontal.core import clock, event_references
from rontal.core.actors import Actor
from rontal.core.events import PastEvent, emit, write_past
from rontal.core.models import Event
from rontal.lending.models import Hold, Loan
from rontal.membership.models import Application

pytestmark = pytest.mark.django_db
LAST_YEAR = datetime(clock.now().year - 1, 3, 1, 5, tzinfo=UTC)
THIS_YEAR = datetime(clock.now().year, 1, 1, tzinfo=UTC)
OLD = clock.now() - timedelta(days=6 * 365)


def started(reader: int, at: datetime) -> None:
    write_past([PastEvent("loan:started", at, Actor.person(reader), Loan(pk=reader))])


def readers() -> list[int | None]:
    return list(Event.objects.order_by("pk").values_list("actor_id", flat=True))


def test_readers_of_an_ended_year_become_numbers_that_still_tell_them_apart() -> None:
    for number, reader in enumerate([7, 8, 7]):
        started(reader, LAST_YEAR + timedelta(days=40 * number))
    started(7, THIS_YEAR)
    write_past([PastEvent("hold:placed", LAST_YEAR, Actor.person(8), Hold(pk=3))])
    with time_machine.travel(datetime(clock.now().year, 2, 1, tzinfo=UTC)):
        assert event_references.replace_readers(30) == 4
        assert event_references.replace_readers(30) == 0
    first, second, third, running, waiting = readers()
    assert running == 7
    assert first == third != second == waiting
    assert all(one is not None and one < 0 for one in (first, second))
    assert Event.objects.filter(name="loan:started").count() == 4


def test_no_event_of_an_ended_year_names_its_loan_or_hold() -> None:
    started(7, LAST_YEAR)
    by_others = [Actor.system("x"), Actor.staff(3, frozenset())]
    write_past([PastEvent("hold:ready", LAST_YEAR, actor, Hold(pk=3)) for actor in by_others])
    with time_machine.travel(datetime(clock.now().year, 2, 1, tzinfo=UTC)):
        assert event_references.replace_readers(30) == 3
    assert set(Event.objects.values_list("subject_id", flat=True)) == {""}
    assert readers()[1:] == [None, 3]


def test_readers_stay_until_some_days_after_the_year() -> None:
    started(7, LAST_YEAR)
    with time_machine.travel(datetime(clock.now().year, 1, 20, tzinfo=UTC)):
        assert event_references.replace_readers(30) == 0
    assert readers() == [7]


def test_old_event_stays_without_the_person() -> None:
    opened = PastEvent("application:opened", OLD, Actor.staff(3, frozenset()), Application(pk=5))
    write_past([opened])
    emit("application:opened", actor=Actor.system("x"), subject=Application(pk=5))
    assert event_references.end_references(5) == 1
    assert event_references.end_references(5) == 0
    old, young = Event.objects.order_by("pk")
    assert (old.name, old.at, old.actor_kind) == ("application:opened", OLD, "staff")
    assert (old.actor_id, old.subject_id, old.data) == (None, "", {})
    assert young.subject_id == "5"


CHANGES = [
    "name = 'x'",
    "at = now()",
    "actor_id = 9",
    "actor_id = -9",
    "subject_id = '6'",
    """data = '{"reason": "x"}'""",
    "subject_type = 'x', actor_id = NULL",
    "actor_kind = 'system', actor_id = NULL",
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("at", [OLD, LAST_YEAR])
def test_no_other_change_is_possible(change: str, at: datetime) -> None:
    person = PastEvent("application:opened", at, Actor.person(3), Application(pk=5))
    write_past([person])
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE core_event SET {change}")


@pytest.mark.parametrize("change", ["actor_id = NULL", "subject_id = ''", "data = '[]'"])
def test_references_of_a_young_event_do_not_end(change: str) -> None:
    emit("application:opened", actor=Actor.person(3), subject=Application(pk=5))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE core_event SET {change}")


@pytest.mark.parametrize(
    ("at", "reader", "change"),
    [
        (clock.now() - timedelta(seconds=1), 3, "actor_id = -9, subject_id = ''"),
        (THIS_YEAR, 3, "actor_id = -9, subject_id = ''"),
        (LAST_YEAR, 3, "actor_id = 9"),
        (LAST_YEAR, 3, "actor_id = -9"),
        (LAST_YEAR, 3, "subject_id = ''"),
        (LAST_YEAR, 3, """actor_id = -9, subject_id = '', data = '{"x": 1}'"""),
        (LAST_YEAR, -9, "actor_id = -8"),
        (LAST_YEAR, -9, "actor_id = NULL"),
        (OLD, -9, "actor_id = NULL"),
    ],
)
def test_reader_is_replaced_only_once_and_after_the_year(
    at: datetime, reader: int, change: str
) -> None:
    started(reader, at)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE core_event SET {change}")


def test_events_are_still_never_deleted() -> None:
    write_past([PastEvent("loan:started", OLD, Actor.person(3), Loan(pk=5))])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()
