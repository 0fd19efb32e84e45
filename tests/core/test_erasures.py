"""Tests of the list of erasures: it survives the loss of the database, and is whole or refused."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rontal.core import clock, erasures, events
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.models import Erasure, Event
from rontal.lending.services.loan_history import HISTORY
from rontal.membership.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def references(source: Path | None = None) -> set[str]:
    return {entry.reference for entry in erasures.read(source or erasures.path())}


def test_list_is_written_only_where_it_changed() -> None:
    erasures.note(HISTORY, "AAAA-AAAA")
    assert erasures.write(365)
    assert not erasures.write(365)
    erasures.note(HISTORY, "BBBB-BBBB")
    assert erasures.write(365)
    assert references() == {"AAAA-AAAA", "BBBB-BBBB"}


def test_list_outlives_a_lost_database_until_its_entries_are_old() -> None:
    erasures.note(HISTORY, "AAAA-AAAA")
    with clock.frozen_at(clock.now() - timedelta(days=30)):
        erasures.note(HISTORY, "OLDE-RONE")
    erasures.write(365)
    Erasure.objects.all().delete()
    erasures.note(HISTORY, "CCCC-CCCC")
    assert erasures.write(20)
    assert references() == {"AAAA-AAAA", "CCCC-CCCC"}


def test_list_without_one_of_its_lines_is_refused(home: Path) -> None:
    for reference in ("AAAA-AAAA", "BBBB-BBBB"):
        erasures.note(HISTORY, reference)
    erasures.write(365)
    head, first, second = erasures.path().read_text().splitlines()
    for lines in ([head, first], [head, second, second], [head]):
        copy = home / "copy.list"
        copy.write_text("\n".join(lines) + "\n")
        with pytest.raises(ValueError, match="is not whole"):
            erasures.read(copy)


def test_unreadable_list_is_moved_aside_and_written_anew(home: Path) -> None:
    erasures.path().write_text("something else\n")
    erasures.note(HISTORY, "AAAA-AAAA")
    assert erasures.write(365)
    assert references() == {"AAAA-AAAA"}
    assert [one.read_text() for one in home.glob("erasures.list.unreadable-*")] == [
        "something else\n"
    ]


@pytest.fixture
def failing_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Subscriber of erasures that fails the first time; returns the subjects that it was given."""
    given: list[str] = []

    def erase(reference: str, _at: datetime) -> None:
        emit("application:opened", actor=Actor.system("x"), subject=Application(pk=int(reference)))

    def subscriber(event: Event) -> None:
        given.append(event.subject_id)
        if len(given) == 1:
            raise RuntimeError

    monkeypatch.setitem(erasures.REPEATS, "test", erase)
    monkeypatch.setitem(events.SUBSCRIBERS, "application:opened", {"x": subscriber})
    return given


def test_erasure_whose_subscriber_fails_waits_and_the_others_are_repeated(
    failing_once: list[str],
) -> None:
    now = clock.now()
    erasures.add([erasures.Entry("test", one, now) for one in ("1", "2")])
    assert erasures.repeat() == 1
    assert failing_once == ["1", "2"]
    assert erasures.waiting() == 1
    assert erasures.repeat() == 1
    assert failing_once == ["1", "2", "1"]
    assert erasures.waiting() == 0


def test_erasure_decided_anew_while_an_older_one_waits_counts_with_its_moment() -> None:
    month_ago = clock.now() - timedelta(days=30)
    erasures.add([erasures.Entry(HISTORY, "AAAA-AAAA", month_ago)])
    erasures.note(HISTORY, "AAAA-AAAA")
    (waits,) = Erasure.objects.all()
    assert waits.repeat
    assert waits.at > month_ago + timedelta(days=29)


def test_repetition_does_not_change_the_moment_of_its_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def again(reference: str, _at: datetime) -> None:
        erasures.note("test", reference)

    monkeypatch.setitem(erasures.REPEATS, "test", again)
    entry = erasures.Entry("test", "1", clock.now() - timedelta(days=30))
    erasures.add([entry])
    assert erasures.repeat() == 1
    assert erasures.entries() == {entry}
