"""Rate limits of frequent requests: each process counts in its memory, and reports to PostgreSQL
only every few requests, so that most requests cause no query.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from rontal.core import clock
from rontal.core.errors import TooMany
from rontal.core.limits import Limit, count_attempt, refuse_beyond

STEP: Final = 20
"""Requests that a process counts before it reports them."""
MAX_COUNTERS: Final = 10_000
"""Counters in the memory of a process; the one that was unused longest goes first."""


@dataclass
class _Counter:
    """Requests that are not yet reported, and the time until which further ones are refused."""

    unreported: int = 0
    blocked_until: datetime | None = None


_counters: OrderedDict[tuple[str, str], _Counter] = OrderedDict()
_lock = Lock()


def spend(limit: Limit, key: str) -> None:
    """Counts a request of `key`; raises TooMany (with the seconds to wait) beyond the limit.

    A limit may be exceeded by `STEP` requests for each process.
    """
    counter, cost = _count(limit, key)
    if not cost:
        return
    count, seconds = count_attempt(limit, key, cost=cost)
    if count > limit.count:
        counter.blocked_until = clock.now() + timedelta(seconds=seconds)
    refuse_beyond(limit, count, seconds, cost=cost)


def forget() -> None:
    """Forgets what this process has not reported."""
    with _lock:
        _counters.clear()


def _count(limit: Limit, key: str) -> tuple[_Counter, int]:
    """Counts a request; returns its counter and the number to report now, mostly 0."""
    with _lock:
        counter = _counters.setdefault((limit.name, key), _Counter())
        _counters.move_to_end((limit.name, key))
        if len(_counters) > MAX_COUNTERS:
            _counters.popitem(last=False)
        _raise_if_blocked(counter)
        counter.unreported += 1
        if counter.unreported < STEP:
            return counter, 0
        cost, counter.unreported = counter.unreported, 0
        return counter, cost


def _raise_if_blocked(counter: _Counter) -> None:
    if counter.blocked_until is None:
        return
    left = (counter.blocked_until - clock.now()).total_seconds()
    if left > 0:
        raise TooMany(seconds=max(1, round(left)))
    counter.blocked_until = None
