"""Search index for tests: in memory, updated whenever it is queried.

No follower runs in tests, and a test's titles are never committed. Therefore every query first
reads the change feed over the connection of the test, bypassing Django's query counter, because in
production these queries do not run in the request.
"""

import threading

import psycopg
from django.db import connection

from rontal.catalogue.browsing import ids_by_name
from rontal.search import index_writer
from rontal.search.engine import Engine


class MemoryIndex:
    """Index that is empty when a test begins."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._engine: Engine | None = None
        self._writer: index_writer.Writer | None = None

    def engine(self) -> Engine:
        """Returns the engine on everything that this connection sees."""
        with self._lock:
            changed = self._changed()
            if self._engine is None or changed:
                self._engine = self._updated(changed)
            return self._engine

    def _changed(self) -> list[int]:
        connection.ensure_connection()
        try:
            with connection.connection.cursor() as cursor:
                cursor.execute(
                    "SELECT title_id, max(id) FROM catalogue_change WHERE id > %s"
                    " GROUP BY title_id ORDER BY title_id",
                    [self._last],
                )
                rows = cursor.fetchall()
        except psycopg.errors.InFailedSqlTransaction:
            return []
        self._last = max([self._last, *(row[1] for row in rows)])
        return [row[0] for row in rows]

    def _updated(self, changed: list[int]) -> Engine:
        if self._writer is None:
            self._titles = index_writer.open_titles(None)
            self._names = index_writer.open_names(None)
            self._writer = index_writer.Writer(self._titles, self._names)
        with connection.connection.cursor() as cursor:
            self._writer.change(cursor, changed)
        self._writer.commit()
        self._titles.reload()
        self._names.reload()
        return Engine(self._titles, self._names, ids_by_name)
