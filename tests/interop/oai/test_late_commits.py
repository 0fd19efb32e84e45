"""Title whose transaction commits after a harvest, with a datestamp before it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from rontal.catalogue import harvesting
from rontal.core import clock
from tests.support.interop.oai.harvester import OAI, checked_answer, harvested, numbers
from tests.support.interop.titles import START, title

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


class SlowWriter(threading.Thread):
    """Thread whose transaction stays open while others harvest."""

    def __init__(self) -> None:
        super().__init__()
        self.wrote, self.may_commit = threading.Event(), threading.Event()

    def run(self) -> None:
        with transaction.atomic():
            self.pk = title("Datang terlambat", at=clock.now()).pk
            self.wrote.set()
            self.may_commit.wait(20)
        connection.close()


def harvest_around_a_late_commit() -> tuple[int, list[int], list[int]]:
    """Returns the late title, the ids harvested while its transaction is open, and those harvested
    from then on."""
    title(at=START)
    writer = SlowWriter()
    writer.start()
    assert writer.wrote.wait(20)
    newer = title(at=clock.now())  # committed before the writer, with a later datestamp
    since = checked_answer(verb="Identify").findtext(f"{OAI}responseDate")
    first = numbers(harvested())
    writer.may_commit.set()
    writer.join(20)
    assert newer.pk
    return writer.pk, first, numbers(harvested(from_=since))


def test_late_commit_is_in_the_next_harvest(monkeypatch):
    monkeypatch.setattr(harvesting, "MARGIN", timedelta(0))
    late, first, second = harvest_around_a_late_commit()
    assert late not in first
    assert late in second
    assert len(first) == 1, "nothing newer than the open transaction is told yet"


def test_late_commit_would_be_lost_without_checking_open_transactions(monkeypatch):
    monkeypatch.setattr(harvesting, "complete_until", lambda: clock.now() + timedelta(seconds=1))
    late, first, second = harvest_around_a_late_commit()
    assert late not in [*first, *second]


def test_titles_of_the_last_seconds_wait_for_the_next_harvest():
    old, new = title(at=START), title(at=clock.now())
    received = numbers(harvested())
    assert old.pk in received
    assert new.pk not in received
