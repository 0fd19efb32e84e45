"""Tests of the list of erasures: it survives the loss of the database, and is whole or refused."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rontal.core import clock, erasures
from rontal.core.models import Erasure
from rontal.lending.services.loan_history import HISTORY

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
