"""Versions of the data of public pages: a cached page is served until its version changes.

A process asks for a version at most once a second, so a change is seen on every machine within a
second, whoever made it, plain SQL included.
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
ASK_SECONDS = 1.0


class Topic(StrEnum):
    """Data with a version of its own."""

    CATALOGUE = "catalogue"
    EVENTS = "events"


_questions: dict[Topic, Callable[[], Hashable]] = {}
_answers: dict[Topic, tuple[float, Hashable]] = {}


def register(topic: Topic, ask: Callable[[], Hashable]) -> None:
    """Declares how to ask for the version of a topic; the app that owns its data calls this."""
    _questions[topic] = ask


def version(topic: Topic) -> Hashable:
    """Returns the version of a topic, at most a second old. Read it before what depends on it.

    While the database is away, returns the last known one.
    """
    asked_at, known = _answers.get(topic, (float("-inf"), None))
    now = time.monotonic()
    if now - asked_at >= ASK_SECONDS:
        with contextlib.suppress(OperationalError, InterfaceError):
            known = _questions[topic]()
        _answers[topic] = (now, known)
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

    Each committed insert changes it, also one that commits after a younger one. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(id) FROM"  # noqa: S608 - a table of ours
            f" (SELECT id FROM {connection.ops.quote_name(table)} ORDER BY id DESC LIMIT 1000)"
            " AS newest"
        )
        return int(cursor.fetchone()[0] or 0)
