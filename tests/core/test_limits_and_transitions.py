"""Tests for rate limits, which count right under concurrency, and for state transitions."""

import contextlib
import threading
from datetime import timedelta
from enum import StrEnum

import pytest
import time_machine
from django.db import connection

from rontal.core import clock, limits
from rontal.core.errors import IllegalTransition, TooMany
from rontal.core.models import Counter
from rontal.core.transitions import allows, move, move_all
from rontal.lending.models import Loan
from rontal.lending.states import LOAN_TRANSITIONS, LoanState
from rontal.notifications.states import TRANSITIONS, MessageState
from tests.support.lending.factories import loan

TRIES = limits.Limit("test", 3, timedelta(minutes=10))


@pytest.mark.django_db
def test_fourth_attempt_is_refused_with_the_time_of_the_next():
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


@pytest.mark.django_db
def test_first_refused_attempt_of_a_window_is_logged_without_the_key(caplog):
    for _count in range(6):
        with contextlib.suppress(TooMany):
            limits.spend(TRIES, "203.0.113.7")
    lines = [one.getMessage() for one in caplog.records if one.name == "rontal.limits"]
    assert lines == ["limit test is reached"]


@pytest.mark.django_db
def test_failed_attempt_is_subtracted_from_its_own_window_and_never_below_zero():
    with time_machine.travel("2026-11-24 08:00:00+08:00", tick=False) as moment:
        limits.remove_attempt(TRIES, "1.2.3.4")
        limits.count_attempt(TRIES, "1.2.3.4", cost=2)
        limits.count_attempt(TRIES, "somebody else")
        limits.remove_attempt(TRIES, "1.2.3.4")
        assert limits.count_attempt(TRIES, "1.2.3.4", cost=0)[0] == 1
        for _count in range(3):
            limits.remove_attempt(TRIES, "1.2.3.4")
        assert limits.count_attempt(TRIES, "1.2.3.4", cost=0)[0] == 0
        assert limits.count_attempt(TRIES, "somebody else", cost=0)[0] == 1
        moment.shift(timedelta(minutes=10))
        limits.remove_attempt(TRIES, "somebody else")
        assert list(Counter.objects.order_by("count").values_list("count", flat=True)) == [0, 1]


@pytest.mark.django_db
def test_a_window_ends_at_its_time_however_many_attempts_it_counts():
    with time_machine.travel("2026-11-24 08:00:00+08:00", tick=False) as moment:
        limits.count_attempt(TRIES, "1.2.3.4")
        moment.shift(timedelta(minutes=10, seconds=-1))
        assert limits.count_attempt(TRIES, "1.2.3.4") == (2, 1)
        moment.shift(timedelta(seconds=1))
        assert limits.count_attempt(TRIES, "1.2.3.4") == (1, 600)


@pytest.mark.django_db
def test_attempts_in_a_row_are_counted_until_there_is_a_pause():
    with time_machine.travel("2026-11-24 08:00:00+08:00", tick=False) as moment:
        failures = []
        for minutes in (0, 9, 9, 10):
            moment.shift(timedelta(minutes=minutes))
            failures.append(limits.count_consecutive_attempt(TRIES, "1.2.3.4"))
        assert failures == [1, 2, 3, 1]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_concurrent_clients_get_exactly_the_limit():
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


def test_only_transitions_of_the_table_are_allowed():
    assert allows(TRANSITIONS, MessageState.QUEUED, MessageState.SENT)
    assert not allows(TRANSITIONS, MessageState.SENT, MessageState.QUEUED)


def test_now_is_utc():
    assert clock.now().utcoffset() == timedelta()


def test_transition_outside_the_table_is_refused_before_the_database():
    class Row:
        state = "sent"
        pk = 1

    with pytest.raises(IllegalTransition):
        move(Row(), MessageState.QUEUED, table=TRANSITIONS)


@pytest.mark.django_db
def test_second_writer_of_the_same_state_is_refused():
    first, another, now = loan(), loan(), clock.now()
    second = Loan.objects.get(pk=first.pk)
    move(first, LoanState.RETURNED, table=LOAN_TRANSITIONS, ended_at=now)
    with pytest.raises(IllegalTransition):
        move(second, LoanState.EXPIRED, table=LOAN_TRANSITIONS, ended_at=now + timedelta(hours=1))
    assert second.state == "active", "what was not written is not changed in memory either"
    second.refresh_from_db()
    assert (second.state, second.ended_at) == ("returned", now)
    another.refresh_from_db()
    assert another.state == "active"


@pytest.mark.django_db
def test_a_change_of_many_rows_leaves_those_in_another_state_alone():
    returned, *running = [loan() for _count in range(3)]
    now = clock.now()
    move(returned, LoanState.RETURNED, table=LOAN_TRANSITIONS, ended_at=now)
    everything, ended = Loan.objects.all(), {"ended_at": now + timedelta(hours=1)}
    changed = move_all(
        everything, LoanState.ACTIVE, LoanState.EXPIRED, table=LOAN_TRANSITIONS, **ended
    )
    assert changed == len(running)
    returned.refresh_from_db()
    assert (returned.state, returned.ended_at) == ("returned", now)
    with pytest.raises(IllegalTransition):
        move_all(everything, LoanState.EXPIRED, LoanState.REVOKED, table=LOAN_TRANSITIONS)
    assert set(everything.values_list("state", flat=True)) == {"returned", "expired"}
