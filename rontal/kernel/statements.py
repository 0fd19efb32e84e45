"""Statements that are sent again and again, and sent the shortest way there is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from django.db import connection, models

Values = Mapping[str, Any] | Sequence[Any]
Rows = list[tuple[Any, ...]]
M = TypeVar("M", bound=models.Model)
_PLACE: Final = re.compile(r"%(?:\((\w+)\)s|s|%)")


class Statement:
    """A question in SQL with places for values, as cursors take it: `%s`, or `%(name)s`.

    PostgreSQL plans it once a connection: planning a title with all that belongs to it takes longer
    than reading it. It must be able to tell the type of each value from where it stands. What
    prepares and parts a statement is done once, not with each question.
    """

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._names: list[str] = []
        self._places = 0
        self.numbered = _PLACE.sub(self._number, sql).encode()
        """The same with $1, $2, as PostgreSQL itself takes it."""

    def rows(self, values: Values) -> Rows:
        """What it finds. Raises what cursors raise; counted and logged as theirs are."""
        own: Any = connection
        found: Rows = own.rows_of(self, values)
        return found

    def row(self, values: Values) -> tuple[Any, ...] | None:
        """The first of them; None where there is none."""
        return next(iter(self.rows(values)), None)

    def in_order(self, values: Values) -> Sequence[Any]:
        """The values by their numbers."""
        if isinstance(values, Mapping):
            return [values[name] for name in self._names]
        return values

    def _number(self, found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        name = found[1]
        if name is None:
            self._places += 1
            return f"${self._places}"
        if name not in self._names:
            self._names.append(name)
        return f"${self._names.index(name) + 1}"


class Columns(Generic[M]):
    """Columns of a table in the text of statements, and rows of them as Django has rows.

    `names` are the model's attributes, in the order of the model; all of them where none is named.
    As with Django's `only`, what is left out is fetched when it is read.
    """

    def __init__(self, model: type[M], names: str = "") -> None:
        wanted, fields = names.split(), model._meta.concrete_fields
        chosen = [field for field in fields if field.attname in wanted or not wanted]
        self._model = model
        self._names = [field.attname for field in chosen]
        self._columns = [field.column for field in chosen]
        self._readers = [getattr(field, "from_db_value", None) for field in chosen]

    def of(self, table: str) -> str:
        """The columns of a table, as it is called in the statement."""
        return ", ".join(f"{table}.{column}" for column in self._columns)

    def instance(self, row: Iterable[Any]) -> M:
        """The row as an instance of the model. Of an iterator only these columns are taken."""
        values = [
            read(value, None, connection) if read else value
            for read, value in zip(self._readers, row, strict=False)
        ]
        return self._model.from_db(connection.alias, self._names, values)


def any_of(place: str = "%s") -> str:
    """The SQL that holds where something is among the ids of a list, which is the value at `place`.

    PostgreSQL takes such a list for ten ids, whatever it holds, so that one plan is good for all.
    Of a list that it sees it takes a short one for cheaper than its plan and plans the statement
    anew each time, which takes longer than to answer it.
    """
    return f"ANY((SELECT {place}::bigint[])::bigint[])"
