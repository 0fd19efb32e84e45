"""The engine that `config.database` names; Django asks for it under this name."""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor


class Operations(DatabaseOperations):
    """PostgreSQL's, which know no text of a prepared statement."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """What was sent last, for logs and counts of queries."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django speaks it."""

    ops_class = Operations

    def init_connection_state(self) -> None:
        """What a new connection needs; only `prepared_cursor` minds when it prepares."""
        super().init_connection_state()
        self.connection.prepare_threshold = 1

    def is_usable(self) -> bool:
        """Whether the connection that was kept from an earlier request still lives.

        Django asks the server, which costs each request a way there and back. A server that went
        away or ended the connection has said so at the socket: only where something waits there
        the server is asked.
        """
        if self.connection is None or self.connection.closed:
            return False
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0) or super().is_usable()

    def prepared_cursor(self) -> CursorWrapper:
        """A cursor by which the server plans a statement once a connection, as soon as it comes
        for the second time. Values travel beside the statement, so that PostgreSQL must be able
        to tell their types."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor: CursorWrapper = self._prepare_cursor(Cursor(self.connection))  # type: ignore[attr-defined]
            return cursor
