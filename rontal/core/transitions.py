"""State transitions: the only code that writes a state column."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, cast

from django.db import connection, models

from rontal.core.errors import IllegalTransition
from rontal.core.statements import Statement

Table = Mapping[Any, frozenset[Any]]


def allows(table: Table, frm: StrEnum, to: StrEnum) -> bool:
    """Returns True when the table allows the transition from `frm` to `to`."""
    return to in table.get(frm, frozenset())


def move(instance: models.Model, to: StrEnum, *, table: Table, **changes: Any) -> None:
    """Changes `instance.state` to `to` and writes `changes` in the same statement.

    The row is updated only if it is still in the state that `instance` was read in. Raises
    IllegalTransition when the table does not allow the transition or another actor was faster.
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
    """Changes the rows that are in state `frm` to `to` in one statement; returns their number.

    For rows by the thousand, such as those of an imported file. Raises IllegalTransition when the
    table does not allow the transition.
    """
    if not allows(table, frm, to):
        raise IllegalTransition(frm=frm.value, to=to.value)
    return rows.filter(state=frm).update(state=to, **changes)


@cache
def _moving(model: type[models.Model], names: tuple[str, ...]) -> Statement:
    """Returns the UPDATE of these fields for a row in a given state; it returns a row if it
    matched.
    """
    quoted, meta = connection.ops.quote_name, cast("Any", model._meta)
    changed = ", ".join(f"{quoted(meta.get_field(name).column)} = %s" for name in names)
    return Statement(
        f"UPDATE {quoted(meta.db_table)} SET {changed}"  # noqa: S608 - the model's own names
        f" WHERE {quoted(meta.pk.column)} = %s AND state = %s RETURNING 1"
    )


def _as_written(instance: models.Model, name: str, value: Any) -> Any:
    """Prepares a field's value for the database; a model instance becomes its primary key."""
    field: Any = instance._meta.get_field(name)
    key = value.pk if isinstance(value, models.Model) else value
    return field.get_db_prep_save(key, connection)
