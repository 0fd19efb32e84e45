"""Key rotation for the sealed columns of all apps."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from rontal.core import sealing
from rontal.core.errors import SealBroken
from rontal.core.fields import SealedJSONField

Column = tuple[type[models.Model], SealedJSONField]


def columns() -> list[Column]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedJSONField)
    ]


def rotate() -> Iterator[sealing.Rotated]:
    """Seals all values again with the active key; yields its progress.

    Safe while the system is running, to interrupt and to repeat: a value is replaced only if it is
    still the one that was read. A value that cannot be opened is left unchanged and is named in
    `Rotated.shut`.
    """
    due = [(model, field, _rows_to_rotate(model, field)) for model, field in columns()]
    total, done = sum(len(keys) for _model, _field, keys in due), 0
    for model, field, keys in due:
        for key in keys:
            done, shut = done + 1, ""
            try:
                _reseal(model, field, key)
            except SealBroken:
                shut = f"{model._meta.label_lower} {key}"
            yield sealing.Rotated(done, total, shut)


def count_unreadable() -> int:
    """Counts the values that no available key opens, by the head of every value."""
    heads = [sealing.head_of(key_id) for key_id in sealing.ring().keys]
    return sum(_count_unreadable(model, field, heads) for model, field in columns())


def _count_unreadable(model: type[models.Model], field: SealedJSONField, heads: list[bytes]) -> int:
    table = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name(str(field.column))
    opens = " OR ".join([f"substring({column} FROM 1 FOR %s) = %s"] * len(heads))
    statement = f"SELECT count(*) FROM {table} WHERE NOT ({opens})"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(statement, [part for head in heads for part in (len(head), head)])
        return int(cursor.fetchone()[0])


def _rows_to_rotate(model: type[models.Model], field: SealedJSONField) -> list[object]:
    """Returns the primary keys of the rows whose value was sealed with another key."""
    quoted = connection.ops.quote_name
    table, column = quoted(model._meta.db_table), quoted(str(field.column))
    primary = quoted(str(model._meta.pk.column))
    head = sealing.head_of(sealing.ring().active)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {primary} FROM {table} "  # noqa: S608 - names of our own models, quoted
            f"WHERE substring({column} FROM 1 FOR %s) <> %s ORDER BY {primary}",
            [len(head), head],
        )
        return [row[0] for row in cursor.fetchall()]


def _reseal(model: type[models.Model], field: SealedJSONField, key: object) -> None:
    row = model._base_manager.filter(pk=key)
    sealed = row.values_list(field.name, flat=True).first()
    if sealed is not None:
        row.filter(**{field.name: sealed.data}).update(**{field.name: sealed.reveal()})
