"""The only code that writes a state column."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.db import models

from rontal.kernel.errors import IllegalTransition

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
    rows = type(instance)._base_manager.filter(pk=instance.pk, state=frm)
    if rows.update(state=to, **changes) != 1:
        raise IllegalTransition(frm=frm.value, to=to.value)
    for name, value in {"state": to, **changes}.items():
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
