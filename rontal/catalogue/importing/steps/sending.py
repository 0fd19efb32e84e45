"""Many values at once as PostgreSQL reads them: an array in one parameter, rows of a COPY."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import Copy

Rows = Iterable[Sequence[Any]]


def array(values: Iterable[str] | Iterable[int]) -> str:
    """Texts or numbers as an array, ten times as fast as the driver writes a list. The statement
    says of what type it is: `%s::text[]`."""
    found = list(values)
    if not found or not isinstance(found[0], str):
        return f"{{{','.join(map(str, found))}}}"
    whole = '","'.join(found)  # type: ignore[arg-type]
    if "\\" in whole or whole.count('"') != 2 * len(found) - 2:
        whole = '","'.join([_escaped(str(one)) for one in found])
    return f'{{"{whole}"}}'


@contextmanager
def copying(table: str, columns: Sequence[str]) -> Iterator[Copy]:
    """A COPY. PostgreSQL works on what was written while the caller does something else; what it
    says to it comes at the end."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        yield copy


def copy_rows(table: str, columns: Sequence[str], rows: Rows) -> None:
    """COPY, where there is a row."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    with copying(table, columns) as copy:
        copy.write_row(first)
        for row in waiting:
            copy.write_row(row)


def copy_lines(table: str, columns: Sequence[str], lines: Sequence[str]) -> None:
    """COPY of lines that are written already, tabs between their cells: half the time of
    `copy_rows` where nearly all are numbers. A text in them went through `cells.cell`."""
    if lines:
        with copying(table, columns) as copy:
            copy.write("\n".join(lines) + "\n")


def json_or_none(value: Any) -> str | None:
    """A value of a JSON column for `copy_rows`; None where there is nothing."""
    return json.dumps(value, ensure_ascii=False) if value else None


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"")
