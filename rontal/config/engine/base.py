"""Database backend; the module name `base` is required by Django."""

import select
from typing import TYPE_CHECKING, Any, Final

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor, OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn, PGresult

    from rontal.kernel.statements import Rows, Statement, Values

FORGOTTEN: Final = (b"26000", b"0A000")
"""SQLSTATEs of a prepared statement that no longer exists, or is invalid after a table change."""
SQLSTATE: Final = DiagnosticField.SQLSTATE


class Operations(DatabaseOperations):
    """PostgreSQL operations that also handle cursors without a stored query text."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Returns the last query, for logs and query counts."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL connection with prepared statements."""

    ops_class = Operations

    def init_connection_state(self) -> None:
        """Initialises a new connection; disables psycopg's own prepared statements.

        Only `rows_of` prepares statements: psycopg would drop all of them when a transaction is
        rolled back.
        """
        super().init_connection_state()
        self.connection.prepare_threshold = None
        self._plans: dict[bytes, bytes] = {}
        self._planned = 0
        self._transformer = Transformer(self.connection)

    def is_usable(self) -> bool:
        """Returns True where a persistent connection is still alive.

        Django queries the server, which costs each request a round trip. A server that ended the
        connection leaves data on the socket, so the server is queried only where data is
        waiting.
        """
        if self.connection is None or self.connection.closed:
            return False
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0) or super().is_usable()

    def rows_of(self, statement: "Statement", values: "Values") -> "Rows":
        """Returns the rows of a prepared statement.

        Without query logging or wrappers it bypasses the cursor, which takes a third of the time
        in this process, and less on the server.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        if self.queries_logged or self.execute_wrappers:
            with self._server_cursor() as cursor:
                cursor.execute(statement.sql, values)
                found: Rows = cursor.fetchall()
                return found
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            return self._found(statement, statement.in_order(values))

    def _server_cursor(self) -> CursorWrapper:
        """Returns a cursor with server-side parameter binding."""
        with self.wrap_database_errors:
            cursor: CursorWrapper = self._prepare_cursor(Cursor(self.connection))  # type: ignore[attr-defined]
            return cursor

    def _found(self, statement: "Statement", values: Any) -> "Rows":
        server: PGconn = self.connection.pgconn
        transformer = self._transformer
        sent = transformer.dump_sequence(values, [PyFormat.TEXT] * len(values))
        if not self.autocommit and server.transaction_status == TransactionStatus.IDLE:
            server.exec_(b"BEGIN")
        result = self._sent(statement.numbered, sent)
        if result.status == ExecStatus.FATAL_ERROR and result.error_field(SQLSTATE) in FORGOTTEN:
            self._plans.pop(statement.numbered, None)
            if server.transaction_status == TransactionStatus.IDLE:
                result = self._sent(statement.numbered, sent)
        if result.status != ExecStatus.TUPLES_OK:
            raise self._fault(result)
        transformer.set_pgresult(result)
        return transformer.load_rows(0, result.ntuples, tuple)

    def _sent(self, numbered: bytes, values: Any) -> "PGresult":
        server: PGconn = self.connection.pgconn
        name = self._plans.get(numbered)
        if name is None:
            self._planned += 1
            name = b"rontal_%d" % self._planned
            made = server.prepare(name, numbered)
            if made.status != ExecStatus.COMMAND_OK:
                return made
            self._plans[numbered] = name
        return server.exec_prepared(name, values)

    def _fault(self, result: "PGresult") -> Exception:
        if self.connection.pgconn.status == ConnStatus.BAD:
            return OperationalError("the connection to the database is lost")
        return error_from_result(result)
