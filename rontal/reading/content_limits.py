"""Rate limit for fetching the content of books, above the speed of any reader.

Per hour a loan may fetch twice the parts of its book, more than an offline copy needs, plus
`EXTRA_PARTS` parts for a reader who turns pages quickly. PostgreSQL counts over all processes, but
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
from rontal.core.limits import Limit, count_attempt
from rontal.lending.content_access import LoanedFile
from rontal.membership.models import Member
from rontal.reading import events
from rontal.reading.archive_cache import LruCache

HOUR: Final = timedelta(hours=1)
EXTRA_PARTS: Final = 1_200
"""Extra parts per hour of any book: twenty pages a minute."""
BOOK_MULTIPLE: Final = 2
OPEN: Final = Limit("reading.open_texts", 30_000, HOUR)
"""Parts of open books per hour and IP address; a whole school may share one IP address."""
STEP: Final = 20
"""Parts that a process counts before it reports them."""
LOANS: Final = 5_000
PACE: Final = Actor.system("reading")


class PartCounter:
    """Counter of one loan or IP address in this process, and the time until which it is blocked."""

    def __init__(self) -> None:
        self._lock, self._parts, self._last = Lock(), 0, ""
        self._blocked_until = 0.0

    def count(self, part: str) -> int:
        """Counts a part; returns 0, or how many to report now. Raises TooMany."""
        with self._lock:
            self._raise_if_blocked()
            if part == self._last:
                return 0
            self._last = part
            self._parts += 1
            if self._parts < STEP:
                return 0
            count, self._parts = self._parts, 0
            return count

    def block(self, seconds: int) -> None:
        """Blocks further requests for a number of seconds."""
        with self._lock:
            self._blocked_until = time.monotonic() + seconds

    def _raise_if_blocked(self) -> None:
        left = self._blocked_until - time.monotonic()
        if left > 0:
            raise TooMany(seconds=max(1, round(left)))


_steps: LruCache[PartCounter] = LruCache(LOANS, lambda _one: 1)


def count_part(book: LoanedFile, part: str, parts: int) -> None:
    """Counts a part of a book on loan, which consists of `parts` parts.

    Consecutive requests for the same part, such as tiles of a page, count once. Above the limit it
    raises TooMany, and emits one event when the limit is crossed.
    """
    counter = _counter_of((book.member_id, book.file_id))
    new_parts = counter.count(part)
    if not new_parts:
        return
    limit = Limit("reading.content", EXTRA_PARTS + BOOK_MULTIPLE * parts, HOUR)
    count, seconds = count_attempt(limit, f"{book.member_id}:{book.file_id}", cost=new_parts)
    if count <= limit.count:
        return
    counter.block(seconds)
    if count - new_parts <= limit.count:  # only the request that crosses the limit emits the event
        data = {"pieces": count}
        emit(events.SLOWED, actor=PACE, subject=Member(pk=book.member_id), data=data)
    raise TooMany(seconds=seconds)


def count_open_part(part: str, address: str) -> None:
    """Counts a part of an open book for an IP address; raises TooMany above the limit."""
    counter = _counter_of(address)
    new_parts = counter.count(part)
    if not new_parts:
        return
    count, seconds = count_attempt(OPEN, address, cost=new_parts)
    if count > OPEN.count:
        counter.block(seconds)
        raise TooMany(seconds=seconds)


def _counter_of(key: Hashable) -> PartCounter:
    counter = _steps.get(key)
    if counter is None:
        _steps.put(key, PartCounter())
        counter = _steps.get(key)
        assert counter is not None, "there is room for one"
    return counter
