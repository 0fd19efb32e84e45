"""The bell: every process of a machine hears, without asking, that something was changed.

A topic's version is eight random bytes in one small file of the machine, which every process maps
into its memory. Whoever commits a change writes fresh bytes before its answer goes out, so that
the next request of any process sees it. Nobody has to remember that: triggers of the database
tell the connection that writes, by a notice, and its transaction rings as it commits.

Changes of other machines, and of plain SQL, are heard by one listener a machine (`listen`), which
writes to the same file and says once a second that it lives. Where it does not, versions hold a
number that each process asks the database for, at most once a second.
"""

import contextlib
import logging
import mmap
import os
import struct
import time
from collections.abc import Callable
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


class Topic(StrEnum):
    """What can be changed; what pages and feeds depend on."""

    CATALOGUE = "catalogue"
    EVENTS = "events"


TABLES: Final = {Topic.CATALOGUE: "catalogue_change", Topic.EVENTS: "kernel_event"}
"""Where each change of a topic has left a numbered row."""

_SUM: Final = {
    topic: f"SELECT sum(id) FROM (SELECT id FROM {table} ORDER BY id DESC LIMIT 1000) AS newest"  # noqa: S608
    for topic, table in TABLES.items()
}
"""The sum of the newest numbers: a row that commits after a younger one changes it, too."""

CHANNEL: Final = "rontal"
TOLD: Final = "RB001"  # the SQLSTATE of the triggers' notices
SECONDS_BETWEEN_LOOKS = 1.0
SILENT_AFTER = 3.0
_SLOT: Final = 8
_NUMBERS: Final = {topic: number for number, topic in enumerate(Topic)}
_BEAT: Final = struct.Struct("=d")
_PLACES: Final = [slice(place, place + _SLOT) for place in range(_SLOT, 3 * _SLOT, _SLOT)]
_LENGTH: Final = 4096

logger = logging.getLogger(__name__)


class Versions(NamedTuple):
    """The version of each topic at one moment; equal ones mean that nothing was changed between."""

    catalogue: bytes
    events: bytes

    def of(self, topic: Topic) -> bytes:
        """The version of one topic."""
        return self[_NUMBERS[topic]]


def versions() -> Versions:
    """As the topics stand now. Read it before what depends on it. About a microsecond."""
    file = _file(settings.BELL)
    rung = [file[place] for place in _PLACES]
    if not _is_heard(file):
        rung = [own + _numbers.of(topic) for own, topic in zip(rung, Topic, strict=True)]
    return Versions(*rung)


def ring(topic: Topic) -> None:
    """Says to this machine that the topic was changed and the change is committed."""
    _file(settings.BELL)[_PLACES[_NUMBERS[topic]]] = os.urandom(_SLOT)


def hear_own_changes(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Rings with every commit of this new connection that has changed something."""
    connection.connection.add_notice_handler(partial(_told, connection))


def listen(connection: "psycopg.Connection[Any]", *, told: Callable[[Topic], None]) -> None:
    """Rings for what others commit, calls `told`, and beats, for as long as the connection lives.

    `connection` commits each statement by itself and does nothing else. The catalogue comes by
    NOTIFY; events are asked for once a second, as a NOTIFY of each would let every transaction
    wait for the commit of the one before. Raises psycopg.OperationalError when the connection ends.
    """
    connection.execute(f"LISTEN {CHANNEL}")
    known = connection.execute(_SUM[Topic.EVENTS]).fetchone()
    beat()  # before anybody is told: who is told may already ask
    for topic in Topic:  # of what was changed before we listened nobody has told us
        _pass_on(topic, told)
    while True:
        beat()
        for notice in connection.notifies(timeout=SECONDS_BETWEEN_LOOKS):
            if notice.payload == Topic.CATALOGUE:
                _pass_on(Topic.CATALOGUE, told)
        newest = connection.execute(_SUM[Topic.EVENTS]).fetchone()
        if newest != known:
            known = newest
            _pass_on(Topic.EVENTS, told)


def listen_forever(
    connect: "Callable[[], psycopg.Connection[Any]]",
    *,
    told: Callable[[Topic], None] = lambda _topic: None,
) -> None:
    """`listen`, over a new connection a second after the last one broke; never returns."""
    while True:
        try:
            with connect() as own:
                listen(own, told=told)
        except psycopg.OperationalError as error:
            logger.warning("nobody listens to the database: %s", error)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def beat() -> None:
    """Says to this machine's processes that somebody listens for them."""
    _file(settings.BELL)[:_SLOT] = _BEAT.pack(time.monotonic())


class _Numbers:
    """A number a topic that changes with every commit, asked for at most once a second."""

    def __init__(self) -> None:
        self._kept: dict[Topic, tuple[float, bytes]] = {}

    def of(self, topic: Topic) -> bytes:
        """The newest known number; the last one while the database is away."""
        asked_at, number = self._kept.get(topic, (-SECONDS_BETWEEN_LOOKS, b""))
        now = time.monotonic()
        if now - asked_at >= SECONDS_BETWEEN_LOOKS:
            with contextlib.suppress(OperationalError, InterfaceError):
                number = _asked(topic)
            self._kept[topic] = (now, number)
        return number


_numbers = _Numbers()


def _asked(topic: Topic) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(_SUM[topic])
        return str(cursor.fetchone()[0]).encode()


def _told(own: BaseDatabaseWrapper, notice: "psycopg.errors.Diagnostic") -> None:
    """A trigger says that this transaction changes a topic."""
    if notice.sqlstate == TOLD and notice.message_primary in list(Topic):
        topic = Topic(notice.message_primary)
        transaction.on_commit(partial(ring, topic), using=own.alias, robust=True)


def _pass_on(topic: Topic, told: Callable[[Topic], None]) -> None:
    ring(topic)
    told(topic)


def _is_heard(file: mmap.mmap) -> bool:
    return 0 <= _age(file) <= SILENT_AFTER


def _age(file: mmap.mmap) -> float:
    """Seconds since the listener's last beat; below zero for one of an earlier life of the
    machine."""
    return time.monotonic() - float(_BEAT.unpack(file[:_SLOT])[0])


@cache
def _file(path: Path) -> mmap.mmap:
    """The machine's file, made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(number).st_size < _LENGTH:
            os.ftruncate(number, _LENGTH)
        return mmap.mmap(number, _LENGTH)
    finally:
        os.close(number)
