"""Rate limits: number of attempts for a key in a time window, counted in PostgreSQL."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import F

from rontal.core import clock, sealing
from rontal.core.errors import TooMany
from rontal.core.models import Counter

logger = logging.getLogger("rontal.limits")


@dataclass(frozen=True)
class Limit:
    """Limit of `count` attempts in `window`; `name` names the limited action."""

    name: str
    count: int
    window: timedelta


def spend(limit: Limit, key: str, *, cost: int = 1) -> None:
    """Counts an attempt of `key`; raises TooMany (with the seconds to wait) beyond the limit, and
    logs the first such attempt of a window, without the key.

    `cost` is the number of attempts that it counts as.
    """
    count, seconds = count_attempt(limit, key, cost=cost)
    refuse_beyond(limit, count, seconds, cost=cost)


def refuse_beyond(limit: Limit, count: int, seconds: int, *, cost: int = 1) -> None:
    """Raises TooMany where `count` is beyond the limit, and logs the first such attempt, which
    counted `cost`.
    """
    if count > limit.count:
        if count - cost <= limit.count:
            logger.warning("limit %s is reached", limit.name)
        raise TooMany(seconds=seconds)


def count_attempt(limit: Limit, key: str, *, cost: int = 1) -> tuple[int, int]:
    """Counts an attempt of `key`, also beyond the limit. Returns the number of attempts in the
    window and the seconds until it ends.

    `cost` is the number of attempts that it counts as. Runs as one statement, so that concurrent
    attempts are all counted. The key is stored as a keyed hash.
    """
    now = clock.now()
    digest = sealing.keyed_hash(f"{limit.name}:{key}", purpose="limit")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_counter AS c (key, count, ends_at) VALUES (%s, %s, %s)
            ON CONFLICT (key) DO UPDATE SET
              count = CASE WHEN c.ends_at <= %s THEN EXCLUDED.count
                           ELSE c.count + EXCLUDED.count END,
              ends_at = CASE WHEN c.ends_at <= %s THEN EXCLUDED.ends_at ELSE c.ends_at END
            RETURNING count, ends_at
            """,
            [digest, cost, now + limit.window, now, now],
        )
        count, ends_at = cursor.fetchone()
    return count, max(1, int((ends_at - now).total_seconds()))


def count_consecutive_attempt(limit: Limit, key: str) -> int:
    """Counts an attempt of `key` and restarts the window. Returns the number of attempts in a row
    that each followed within the window after the one before. Runs as one statement, like
    `count_attempt`.
    """
    now = clock.now()
    digest = sealing.keyed_hash(f"{limit.name}:{key}", purpose="limit")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_counter AS c (key, count, ends_at) VALUES (%s, 1, %s)
            ON CONFLICT (key) DO UPDATE SET
              count = CASE WHEN c.ends_at <= %s THEN 1 ELSE c.count + 1 END,
              ends_at = EXCLUDED.ends_at
            RETURNING count
            """,
            [digest, now + limit.window, now],
        )
        count: int = cursor.fetchone()[0]
    return count


def remove_attempt(limit: Limit, key: str) -> None:
    """Counts one attempt of `key` less, in its running window: for an attempt that failed."""
    digest = sealing.keyed_hash(f"{limit.name}:{key}", purpose="limit")
    running = Counter.objects.filter(key=digest, ends_at__gt=clock.now(), count__gt=0)
    running.update(count=F("count") - 1)


def sweep_cache() -> int:
    """Deletes expired rows of Django's cache; returns their number. Sign-in limits of allauth are
    there, with network addresses and hashes of e-mail addresses, and Django deletes them only when
    the cache is full.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < %s", [clock.now()])
        return int(cursor.rowcount)


def sweep() -> int:
    """Deletes counters whose window is over; returns their number."""
    return Counter.objects.filter(ends_at__lt=clock.now()).delete()[0]
