"""Empties the database after a test that commits.

Only tables that were written to are emptied, by DELETE: TRUNCATE writes new files for every table
and every index, which took longer than most of these tests.
"""

from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from rontal.config import cluster
from rontal.config.database import parse


def _written(tables: list[str]) -> list[str]:
    """Returns those of the tables that have held rows.

    Asking each for its rows would cost more, as every such test begins with a new connection.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s)"
            " AND pg_relation_size(oid) > 0",
            [tables],
        )
        return [name for (name,) in cursor.fetchall()]


def _may_turn_off_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR has_parameter_privilege('session_replication_role', 'SET')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        return bool(cursor.fetchone()[0])


def let_turn_off_triggers(home: Path) -> None:
    """Grants the server's ordinary role what `sql_flush` below needs."""
    base = home / "postgres"
    role = parse((base / "url").read_text().strip())
    admin = psycopg.connect(
        dbname="postgres",
        user="postgres",
        password=cluster.secret(base / "admin"),
        host=role["HOST"],
        autocommit=True,
    )
    with admin:
        admin.execute("GRANT SET ON PARAMETER session_replication_role TO rontal")


def empty_only_written_tables() -> None:
    """Makes Django's `flush` delete rows instead of truncating all tables, where the database's
    user may turn off triggers (those that keep events unchangeable, and checks of references).
    """
    operations: Any = type(connection.ops)
    truncate = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: bool) -> list[str]:
        if any(options.values()) or not tables or not _may_turn_off_triggers():
            return truncate(self, style, tables, **options)
        deletes = [f"DELETE FROM {self.quote_name(name)}" for name in _written(tables)]
        return ["SET LOCAL session_replication_role = replica", *deletes]

    operations.sql_flush = sql_flush
