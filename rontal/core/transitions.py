"""State transitions: the only code that writes a state column."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.db import models

from rontal.core.errors import IllegalTransition

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
    rows = type(instance)._base_manager.filter(pk=instance.pk, state=frm)
    if not rows.update(**written):
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
