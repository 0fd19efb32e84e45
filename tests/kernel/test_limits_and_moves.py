"""Tests for rate limits, which count right under concurrency, and for state transitions."""

import threading
from datetime import timedelta
from enum import StrEnum

import pytest
import time_machine
from django.db import connection

from rontal.kernel import clock, limits
from rontal.kernel.errors import IllegalTransition, TooMany
from rontal.kernel.transitions import allows, move
from rontal.notifications.states import TRANSITIONS, MessageState

TRIES = limits.Limit("test", 3, timedelta(minutes=10))


@pytest.mark.django_db
def test_the_fourth_try_is_refused_and_told_when_to_come_back():
    with time_machine.travel("2026-11-24 08:00:00+08:00", tick=False) as moment:
        for _count in range(3):
            limits.spend(TRIES, "1.2.3.4")
        moment.shift(timedelta(minutes=4))
        with pytest.raises(TooMany) as caught:
            limits.spend(TRIES, "1.2.3.4")
        assert caught.value.params["seconds"] == 360
        limits.spend(TRIES, "somebody else")
        moment.shift(timedelta(minutes=6))
        limits.spend(TRIES, "1.2.3.4")
        moment.shift(timedelta(hours=1))
        assert limits.sweep() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_get_exactly_the_limit():
    barrier, refused = threading.Barrier(8), []

    def try_once() -> None:
        barrier.wait()
        try:
            limits.spend(TRIES, "one address")
        except TooMany:
            refused.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_once) for _count in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(refused) == 5


class Other(StrEnum):
    NOWHERE = "nowhere"


def test_the_table_is_the_only_way():
    assert allows(TRANSITIONS, MessageState.QUEUED, MessageState.SENT)
    assert not allows(TRANSITIONS, MessageState.SENT, MessageState.QUEUED)


def test_now_is_utc():
    assert clock.now().utcoffset() == timedelta()


def test_a_move_that_the_table_does_not_know_is_refused_before_the_database():
    class Row:
        state = "sent"
        pk = 1

    with pytest.raises(IllegalTransition):
        move(Row(), MessageState.QUEUED, table=TRANSITIONS)
