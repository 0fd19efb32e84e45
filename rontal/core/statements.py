"""SQL statements for what the ORM cannot say in one query, and model instances from their rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from django.db import connection, models

Values = Mapping[str, Any] | Sequence[Any]
Rows = list[tuple[Any, ...]]
M = TypeVar("M", bound=models.Model)


class Statement:
    """A query in SQL with placeholders for values: `%s`, or `%(name)s`."""

    def __init__(self, sql: str) -> None:
        self.sql: Final = sql

    def rows(self, values: Values) -> Rows:
        """Returns all rows. Raises what Django's cursors raise."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found: Rows = cursor.fetchall()
            return found

    def row(self, values: Values) -> tuple[Any, ...] | None:
        """Returns the first row; None where there is none."""
        return next(iter(self.rows(values)), None)


class Columns(Generic[M]):
    """Columns of a model for the text of a statement, and model instances from its rows.

    `names` are attributes of the model, separated by spaces; all of them where none is given. As
    with Django's `only`, other attributes are fetched when they are read.
    """

    def __init__(self, model: type[M], names: str = "") -> None:
        wanted, fields = names.split(), model._meta.concrete_fields
        chosen = [field for field in fields if field.attname in wanted or not wanted]
        self._model = model
        self._names = [field.attname for field in chosen]
        self._columns = [field.column for field in chosen]
        self._readers = [getattr(field, "from_db_value", None) for field in chosen]

    def of(self, table: str) -> str:
        """Returns the columns, each with the alias of the table in the statement."""
        return ", ".join(f"{table}.{column}" for column in self._columns)

    def instance(self, row: Iterable[Any]) -> M:
        """Returns a model instance; takes only these columns from an iterator."""
        values = [
            read(value, None, connection) if read else value
            for read, value in zip(self._readers, row, strict=False)
        ]
        return self._model.from_db(connection.alias, self._names, values)
