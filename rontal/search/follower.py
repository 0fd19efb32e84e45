"""Builds this machine's search index from PostgreSQL and keeps it up to date from the change feed.

The index stores the snapshot of its last read. The next read takes the changes that are visible now
and were not visible in that snapshot, so that a transaction that commits late, after others with
higher ids, is not missed, and a long one blocks nothing.

The position is written after the commit of the index: a process killed in between repeats a little
work, and indexing a title twice changes nothing.
"""

import contextlib
import fcntl
import json
import logging
import math
import queue
import shutil
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import IsolationLevel

from rontal.catalogue import changes
from rontal.search import index_location, index_source, index_writer, name_index
from rontal.search.index_source import Entry
from rontal.search.schema import VERSION

logger = logging.getLogger(__name__)
POLL_SECONDS: Final = 0.5
AGAIN_SECONDS: Final = 3.0
CHECK_SECONDS: Final = 2.0
SAVE_SECONDS: Final = 60
PRUNE_SECONDS: Final = 3_600
MAX_CHANGES: Final = 100_000
"""Number of changes above which a new index is faster than an update."""
MAX_POSITION_AGE: Final = 2 * 86_400
"""Age in seconds above which a position is not followed: less than `changes.RETENTION`."""
PARTS_AHEAD: Final = 2
_AHEAD: Final = """
SELECT pg_snapshot_xmax(%(before)s::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
"""
Connect = Callable[[], "psycopg.Connection[Any]"]


class Stopped(Exception):  # noqa: N818 - not an error
    """The process was asked to end while an index was being built."""


class Busy(RuntimeError):
    """Another process writes this machine's index."""


@dataclass(frozen=True)
class Position:
    """Position of an index in the change feed: the snapshot it has read, its time (seconds since
    1970), and the identity of the database."""

    snapshot: str
    at: int
    database: str

    @classmethod
    def now(cls, cursor: Any) -> "Position":
        return cls(*changes.position(cursor))

    @classmethod
    def read(cls, folder: Path) -> "Position | None":
        """Reads the position of a generation; None where it is unknown."""
        try:
            stored = json.loads((folder / "position.json").read_bytes())
            return cls(str(stored["snapshot"]), int(stored["at"]), str(stored["database"]))
        except index_location.INDEX_ERRORS:
            return None

    def save(self, folder: Path) -> None:
        """Writes the position beside the index."""
        index_location.write(folder / "position.json", dict(vars(self)))


class Follower:
    """The only writer of a machine's index. `connect` opens a new database connection."""

    def __init__(self, root: Path, connect: Connect) -> None:
        self._root, self._connect = root, connect
        self._stop = threading.Event()
        self._writer: index_writer.Writer | None = None
        self._folder: Path | None = None
        self._checked = self._pruned = -math.inf

    def run(self) -> None:
        """Keeps the index up to date until it is stopped; waits while another process writes it."""
        while not self._stop.is_set():
            try:
                with self.exclusive_lock():
                    self._follow()
            except Busy:
                self._stop.wait(AGAIN_SECONDS)
            except Stopped:
                return
            except (psycopg.Error, *index_location.INDEX_ERRORS):
                logger.exception("the index of the search cannot be brought up to date")
                self._close_writer()
                self._stop.wait(AGAIN_SECONDS)

    @contextlib.contextmanager
    def exclusive_lock(self) -> Iterator[None]:
        """Holds the file lock of this machine's index. Raises Busy."""
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy from None
            try:
                yield
            finally:
                self._close_writer()

    def rebuild(self) -> int:
        """Builds a new index, switches readers to it, deletes the old ones; returns the number of
        titles.

        Raises Stopped. The caller holds the lock (`exclusive_lock`).
        """
        self._close_writer()
        folder = self._root / f"{VERSION}-{time.time_ns()}"
        try:
            with self._connect() as connection:
                count = self._build(connection, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        index_location.set_current(self._root, folder.name)
        (self._root / "wanted").unlink(missing_ok=True)
        for other in self._root.iterdir():
            if other.is_dir() and other.name != folder.name:
                shutil.rmtree(other, ignore_errors=True)
        return count

    def apply_changes(self, connection: "psycopg.Connection[Any]") -> bool:
        """Reads the changes since the last call, or rebuilds the index where they are unknown;
        returns True where the index changed. The caller holds the lock."""
        folder = index_location.current(self._root)
        position = Position.read(folder) if folder is not None else None
        if folder is None or position is None or not self._intact(folder):
            self.rebuild()
            return True
        with _reading(connection) as cursor:
            now = Position.now(cursor)
            if not _follows(cursor, position, now):
                connection.rollback()
                self.rebuild()
                return True
            changed = changes.title_ids_since(cursor, position.snapshot)
            if 0 < len(changed) <= MAX_CHANGES:
                writer = self._open(folder)
                writer.change(cursor, changed)
                writer.commit()
        if len(changed) > MAX_CHANGES:
            self.rebuild()
            return True
        if changed or now.at - position.at > SAVE_SECONDS:
            now.save(folder)
        return bool(changed)

    def _follow(self) -> None:
        with self._connect() as connection:
            while not self._stop.is_set():
                self.apply_changes(connection)
                self._prune(connection)
                self._stop.wait(POLL_SECONDS)

    def end(self) -> None:
        """Stops the follower, from a signal handler or another thread."""
        self._stop.set()

    def _build(self, connection: "psycopg.Connection[Any]", folder: Path) -> int:
        titles, named = index_writer.open_titles(folder), index_writer.open_names(folder)
        writer, count = index_writer.Writer(titles, named, index_writer.BUILD_BUFFER_BYTES), 0
        with _reading(connection) as cursor:
            position = Position.now(cursor)
            with contextlib.closing(_ahead(index_source.batches(cursor))) as batches:
                for batch in batches:
                    if self._stop.is_set():
                        raise Stopped
                    writer.add(batch)
                    count += len(batch)
            writer.finish(
                name for kind in name_index.KINDS for name in index_source.names(cursor, kind)
            )
        writer.close()
        position.save(folder)
        return count

    def _open(self, folder: Path) -> index_writer.Writer:
        if self._writer is None or self._folder != folder:
            self._close_writer()
            titles, named = index_writer.open_titles(folder), index_writer.open_names(folder)
            self._writer, self._folder = index_writer.Writer(titles, named), folder
        return self._writer

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(*index_location.INDEX_ERRORS):
                writer.close()

    def _intact(self, folder: Path) -> bool:
        """Returns False where somebody requested a new index, or where files are missing (checked
        every few seconds)."""
        if (self._root / "wanted").exists():
            return False
        if time.monotonic() - self._checked < CHECK_SECONDS:
            return True
        self._checked = time.monotonic()
        try:
            return all(_complete(folder / part) for part in ("titles", "names"))
        except index_location.INDEX_ERRORS:
            return False

    def _prune(self, connection: "psycopg.Connection[Any]") -> None:
        if time.monotonic() - self._pruned > PRUNE_SECONDS:
            self._pruned = time.monotonic()
            with connection.transaction(), connection.cursor() as cursor:
                changes.delete_old(cursor)


def _follows(cursor: Any, position: Position, now: Position) -> bool:
    """Returns True where the feed leads from one position to the other: the database is the same
    and was not restored from a backup, and the rows between were not deleted."""
    if now.database != position.database or now.at - position.at > MAX_POSITION_AGE:
        return False
    cursor.execute(_AHEAD, {"before": position.snapshot})
    return not cursor.fetchone()[0]


@contextlib.contextmanager
def _reading(connection: "psycopg.Connection[Any]") -> Iterator[Any]:
    """Opens a cursor in one snapshot (REPEATABLE READ)."""
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        if not connection.closed:
            connection.rollback()


def _complete(folder: Path) -> bool:
    """Returns True where all files named in the list of segments exist."""
    metadata = json.loads((folder / "meta.json").read_bytes())
    names = {path.name for path in folder.iterdir()}
    segments = {segment["segment_id"].replace("-", "") for segment in metadata["segments"]}
    parts = ("idx", "pos", "term", "fast", "fieldnorm", "store")
    return all(f"{segment}.{part}" in names for segment in segments for part in parts)


def _ahead(batches: Iterator[Sequence[Entry]]) -> Generator[Sequence[Entry], None, None]:
    """Yields the same batches, reading the next ones in a thread while one is processed."""
    read: queue.Queue[Sequence[Entry] | BaseException | None] = queue.Queue(PARTS_AHEAD)
    stopped = threading.Event()

    def run() -> None:
        try:
            for batch in batches:
                if stopped.is_set():
                    return
                read.put(batch)
            read.put(None)
        except BaseException as fault:  # noqa: BLE001 - raised again in the reader
            read.put(fault)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        while (one := read.get()) is not None:
            if isinstance(one, BaseException):
                raise one
            yield one
    finally:
        stopped.set()
        while thread.is_alive():
            with contextlib.suppress(queue.Empty):
                read.get(timeout=0.05)
