"""Rate limit for fetching the content of books, above the speed of any reader.

Per hour a loan may fetch twice the parts of its book, more than an offline copy needs, plus
`RESTLESS` parts for a reader who turns pages quickly. PostgreSQL counts over all processes, but
each process reports only every `STEP` parts, so that most requests write nothing. Only the numbers
are stored.

Open-access books may be fetched whole. They are limited per IP address, so that one client cannot
overload the service.
"""

import time
from collections.abc import Hashable
from datetime import timedelta
from threading import Lock
from typing import Final

from rontal.core.actors import Actor
from rontal.core.errors import TooMany
from rontal.core.events import emit
from rontal.core.limits import Limit, counted
from rontal.lending.content_access import Lent
from rontal.membership.models import Member
from rontal.reading import events
from rontal.reading.archive_cache import LruCache

HOUR: Final = timedelta(hours=1)
RESTLESS: Final = 1_200
"""Extra parts per hour of any book: twenty pages a minute."""
TIMES: Final = 2
OPEN: Final = Limit("reading.open_texts", 30_000, HOUR)
"""Parts of open books per hour and IP address; a whole school may share one IP address."""
STEP: Final = 20
"""Parts that a process counts before it reports them."""
LOANS: Final = 5_000
PACE: Final = Actor.system("reading")


class Steps:
    """Counter of one loan or IP address in this process, and the time until which it is blocked."""

    def __init__(self) -> None:
        self._lock, self._pieces, self._last = Lock(), 0, ""
        self._slowed_until = 0.0

    def take(self, piece: str) -> int:
        """Counts a part; returns 0, or how many to report now. Raises TooMany."""
        with self._lock:
            self._raise_where_slowed()
            if piece == self._last:
                return 0
            self._last = piece
            self._pieces += 1
            if self._pieces < STEP:
                return 0
            told, self._pieces = self._pieces, 0
            return told

    def slow(self, seconds: int) -> None:
        """Blocks further requests for a number of seconds."""
        with self._lock:
            self._slowed_until = time.monotonic() + seconds

    def _raise_where_slowed(self) -> None:
        left = self._slowed_until - time.monotonic()
        if left > 0:
            raise TooMany(seconds=max(1, round(left)))


_steps: LruCache[Steps] = LruCache(LOANS, lambda _one: 1)


def keep(held: Lent, piece: str, parts: int) -> None:
    """Counts a part of a book on loan, which consists of `parts` parts.

    Consecutive requests for the same part, such as tiles of a page, count once. Above the limit it
    raises TooMany, and emits one event when the limit is crossed.
    """
    steps = _steps_of((held.member_id, held.file_id))
    told = steps.take(piece)
    if not told:
        return
    limit = Limit("reading.content", RESTLESS + TIMES * parts, HOUR)
    count, seconds = counted(limit, f"{held.member_id}:{held.file_id}", cost=told)
    if count <= limit.count:
        return
    steps.slow(seconds)
    if count - told <= limit.count:  # only the request that crosses the limit emits the event
        data = {"pieces": count}
        emit(events.SLOWED, actor=PACE, subject=Member(pk=held.member_id), data=data)
    raise TooMany(seconds=seconds)


def keep_open(piece: str, address: str) -> None:
    """Counts a part of an open book for an IP address; raises TooMany above the limit."""
    steps = _steps_of(address)
    told = steps.take(piece)
    if not told:
        return
    count, seconds = counted(OPEN, address, cost=told)
    if count > OPEN.count:
        steps.slow(seconds)
        raise TooMany(seconds=seconds)


def _steps_of(key: Hashable) -> Steps:
    found = _steps.get(key)
    if found is None:
        _steps.put(key, Steps())
        found = _steps.get(key)
        assert found is not None, "there is room for one"
    return found
