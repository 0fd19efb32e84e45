"""How fast the content of books is fetched: faster than anybody reads, it is slowed.

In an hour a loan may fetch what its book is made of twice, which is more than keeping it on a
device takes, and as much again as a restless reader turns over. The pieces of all processes are
counted in PostgreSQL, but each process tells of its own only every now and then, so that a page
costs no writing. Of what is fetched nothing is kept but the number.

Books that are open to everybody may be fetched whole. There it is counted by network address, so
that nobody keeps the library busy for all others.
"""

import time
from collections.abc import Hashable
from datetime import timedelta
from threading import Lock
from typing import Final

from rontal.kernel.actors import Actor
from rontal.kernel.errors import TooMany
from rontal.kernel.events import emit
from rontal.kernel.limits import Limit, counted
from rontal.lending.lent import Lent
from rontal.membership.models import Member
from rontal.reading import events
from rontal.reading.opened import Recent

HOUR: Final = timedelta(hours=1)
RESTLESS: Final = 1_200
"""Pieces an hour that a reader may fetch of any book: twenty pages a minute."""
TIMES: Final = 2
OPEN: Final = Limit("reading.open_texts", 30_000, HOUR)
"""So many pieces of open books an hour for one address, behind which a whole school may read."""
STEP: Final = 20
"""So many pieces a process counts before it tells."""
LOANS: Final = 5_000
PACE: Final = Actor.system("reading")


class Steps:
    """What this process has seen of one loan or address since it told: pieces, the last of them,
    and until when it is slowed."""

    def __init__(self) -> None:
        self._lock, self._pieces, self._last = Lock(), 0, ""
        self._slowed_until = 0.0

    def take(self, piece: str) -> int:
        """Counts a piece; 0, or how many are to be told now. Raises TooMany."""
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
        """For so long nothing more is fetched."""
        with self._lock:
            self._slowed_until = time.monotonic() + seconds

    def _raise_where_slowed(self) -> None:
        left = self._slowed_until - time.monotonic()
        if left > 0:
            raise TooMany(seconds=max(1, round(left)))


_steps: Recent[Steps] = Recent(LOANS, lambda _one: 1)


def keep(held: Lent, piece: str, parts: int) -> None:
    """Counts a piece of a book in a member's hands, which is made of so many parts; one that is
    fetched again and again by itself, as tiles of one page are, counts once. Raises TooMany, and
    notes it once an hour, where that was too fast."""
    steps = _steps_of((held.member_id, held.file_id))
    told = steps.take(piece)
    if not told:
        return
    limit = Limit("reading.content", RESTLESS + TIMES * parts, HOUR)
    count, seconds = counted(limit, f"{held.member_id}:{held.file_id}", cost=told)
    if count <= limit.count:
        return
    steps.slow(seconds)
    if count - told <= limit.count:  # whoever crosses it says so
        data = {"pieces": count}
        emit(events.SLOWED, actor=PACE, subject=Member(pk=held.member_id), data=data)
    raise TooMany(seconds=seconds)


def keep_open(piece: str, address: str) -> None:
    """Counts a piece of an open book that a network address fetches; raises TooMany where that was
    too fast."""
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
