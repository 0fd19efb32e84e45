"""SQL statements for queries that the ORM cannot express as one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import connection

BATCH: Final = 1000
"""Rows of one INSERT or UPDATE: PostgreSQL takes at most 65,535 values in a statement."""

Values = Mapping[str, Any] | Sequence[Any]
Rows = list[tuple[Any, ...]]


class Statement:
    """A query in SQL with placeholders for values: `%s`, or `%(name)s`."""

    def __init__(self, sql: str) -> None:
        self.sql: Final = sql

    def rows(self, values: Values) -> Rows:
        """Returns all rows. Raises what Django's cursors raise."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            rows: Rows = cursor.fetchall()
            return rows

    def row(self, values: Values) -> tuple[Any, ...] | None:
        """Returns the first row; None if there is none."""
        return next(iter(self.rows(values)), None)
