"""Versions of the data of public pages: a cached page is valid until its version changes.

A process reads a version at most once a second, so that every machine sees a change within a
second, including a change by plain SQL.
"""

import contextlib
import time
from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, OperationalError, connection

Result = TypeVar("Result")
CHECK_SECONDS = 1.0


class Topic(StrEnum):
    """Kinds of data that have a version."""

    CATALOGUE = "catalogue"
    EVENTS = "events"


_readers: dict[Topic, list[Callable[[], Hashable]]] = {topic: [] for topic in Topic}
_cached_versions: dict[Topic, tuple[float, Hashable]] = {}


def register(topic: Topic, read: Callable[[], Hashable]) -> None:
    """Registers a function that reads a version of a topic's data; each app that owns a part of the
    data calls this. The topic's version changes with every one of them.
    """
    _readers[topic].append(read)


def version(topic: Topic) -> Hashable:
    """Returns the version of a topic, at most a second old. Call it before reading the data.

    Returns the last known version while the database is unavailable.
    """
    checked_at, known = _cached_versions.get(topic, (float("-inf"), None))
    now = time.monotonic()
    if now - checked_at >= CHECK_SECONDS:
        with contextlib.suppress(OperationalError, InterfaceError):
            known = tuple([read() for read in _readers[topic]])
        _cached_versions[topic] = (now, known)
    return known


def cached(key: str, topic: Topic, make: Callable[[], Result]) -> Result:
    """Returns the result of `make`, computed once in this process for each version of the topic."""
    if not settings.CACHE_IN_MEMORY:
        return make()
    now = version(topic)
    known: tuple[Hashable, Result] | None = caches["memory"].get(key)
    if known is None or known[0] != now:
        known = (now, make())
        caches["memory"].set(key, known)
    return known[1]


def newest_numbers(table: str) -> int:
    """Returns the sum of a table's 1,000 newest ids.

    Each committed insert changes it, including one that commits after a newer one. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(id) FROM"  # noqa: S608 - a table of ours
            f" (SELECT id FROM {connection.ops.quote_name(table)} ORDER BY id DESC LIMIT 1000)"
            " AS newest"
        )
        return int(cursor.fetchone()[0] or 0)
