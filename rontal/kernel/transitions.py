"""The only code that writes a state column."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, cast

from django.db import connection, models

from rontal.kernel.errors import IllegalTransition
from rontal.kernel.statements import Statement

Table = Mapping[Any, frozenset[Any]]


def allows(table: Table, frm: StrEnum, to: StrEnum) -> bool:
    """True where the table lets `frm` become `to`."""
    return to in table.get(frm, frozenset())


def move(instance: models.Model, to: StrEnum, *, table: Table, **changes: Any) -> None:
    """Moves `instance.state` to `to` and writes `changes` in the same statement.

    The row is updated only where it still is in the state that `instance` was read in; raises
    IllegalTransition where the table does not allow the move or another actor was first.
    """
    frm = type(to)(instance.state)  # type: ignore[attr-defined]
    if not allows(table, frm, to):
        raise IllegalTransition(frm=frm.value, to=to.value)
    written = {"state": to, **changes}
    values = [_as_written(instance, name, value) for name, value in written.items()]
    if not _moving(type(instance), tuple(written)).rows([*values, instance.pk, frm]):
        raise IllegalTransition(frm=frm.value, to=to.value)
    for name, value in written.items():
        setattr(instance, name, value)


def move_all(
    rows: "models.QuerySet[Any]", frm: StrEnum, to: StrEnum, *, table: Table, **changes: Any
) -> int:
    """Moves those of these rows that are in `frm` to `to`, in one statement; returns how many.

    For rows that go by the thousand, such as those of a file. Raises IllegalTransition where the
    table does not allow the move.
    """
    if not allows(table, frm, to):
        raise IllegalTransition(frm=frm.value, to=to.value)
    return rows.filter(state=frm).update(state=to, **changes)


@cache
def _moving(model: type[models.Model], names: tuple[str, ...]) -> Statement:
    """Writes these fields of a row that is in a state; finds something where there is one."""
    quoted, meta = connection.ops.quote_name, cast("Any", model._meta)
    changed = ", ".join(f"{quoted(meta.get_field(name).column)} = %s" for name in names)
    return Statement(
        f"UPDATE {quoted(meta.db_table)} SET {changed}"  # noqa: S608 - the model's own names
        f" WHERE {quoted(meta.pk.column)} = %s AND state = %s RETURNING 1"
    )


def _as_written(instance: models.Model, name: str, value: Any) -> Any:
    """A field's value as it goes to the database; of another row, its key."""
    field: Any = instance._meta.get_field(name)
    key = value.pk if isinstance(value, models.Model) else value
    return field.get_db_prep_save(key, connection)
