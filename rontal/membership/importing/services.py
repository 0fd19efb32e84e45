"""Import of members of another program: the columns are recognized, a dry run checks the rows, a
job imports them, and the import can be undone.
"""

from dataclasses import replace
from functools import partial
from typing import IO

from django.db import IntegrityError, transaction

from records.errors import TableEmpty
from records.tables import LIMITS as TABLE
from rontal.accounts.roles import MEMBER_IMPORTERS
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.events import emit
from rontal.imports import tables
from rontal.imports.services import FOREVER
from rontal.imports.states import ImportState
from rontal.membership.importing import events
from rontal.membership.importing.errors import (
    ColumnTwice,
    ImportBusy,
    NameColumnMissing,
    NumberColumnMissing,
)
from rontal.membership.importing.importer import IMPORTER
from rontal.membership.importing.layout import Layout, fields_of, names_of
from rontal.membership.importing.models import Import, RememberedColumns
from rontal.membership.importing.rules.columns import Field, recognise
from rontal.membership.importing.selectors import remembered
from rontal.membership.steps.constraints import violates

SAMPLE_ROWS = 200
SHOWN_ROWS = 5
LIMITS: dict[str, str | int] = {"megabytes": TABLE.megabytes, "rows": TABLE.rows}
"""Parameters for the error message of a file that was refused."""
_I = ImportState

# Jobs.
check_rows = partial(IMPORTER.work, _I.CHECKING, seconds=FOREVER)
take_rows = partial(IMPORTER.work, _I.TAKING)
undo_rows = partial(IMPORTER.work, _I.UNDOING)
sweep_imports = IMPORTER.sweep


def start_import(*, content: IO[bytes], file_name: str, actor: Actor, wait: float = 0) -> Import:
    """Seals a file of members and recognizes its columns: as staff chose for such a table before,
    else by headings and content.

    A child process reads the table; waits at most `wait` seconds until others are decoded. Raises
    NotAllowed, TableRefused or a subclass, DecodersBusy, OSError when the storage is full or does
    not answer.
    """
    actor.require_or_system(*MEMBER_IMPORTERS)
    table = tables.sample(content, SAMPLE_ROWS, TABLE, wait=wait)
    sample = table.lines
    columns = recognise([line.cells for line in sample])
    if len(sample) <= columns.heading:
        raise TableEmpty
    layout = Layout.of(columns, sample, table.shape)
    chosen = remembered(columns.shape)
    if chosen is not None:
        width = len(layout.fields)
        fields = fields_of([*chosen.fields, *[""] * width][:width])
        layout = replace(layout, fields=fields)
    content.seek(0)
    file = sealed_files.store(
        content, purpose="member_import", content_type="application/octet-stream"
    )
    with transaction.atomic():
        run = Import(
            staff_id=actor.id,
            file=file,
            file_name=" ".join(file_name.split())[-100:],
            columns=layout.to_json(),
            sample=[line.cells for line in sample[columns.heading :][:SHOWN_ROWS]],
            shape=columns.shape,
            lenient=chosen.lenient if chosen else False,
            whole=table.shape.size,
        )
        run.save(force_insert=True)
        emit(events.STARTED, actor=actor, subject=run, data={"program": layout.program.value})
    return run


def check_import(*, import_id: int, fields: list[str], lenient: bool, actor: Actor) -> Import:
    """Starts the dry run with these meanings of the columns, and stores them for the next table
    with the same headings.

    Raises NotAllowed, NotFound, NameColumnMissing, NumberColumnMissing, ColumnTwice,
    IllegalTransition.
    """
    with transaction.atomic():
        run = IMPORTER.lock(import_id, actor)
        layout = Layout.from_json(run.columns)
        chosen = _check_columns(fields_of(fields), len(layout.fields))
        RememberedColumns.objects.update_or_create(
            shape=run.shape,
            defaults={"fields": names_of(chosen), "lenient": lenient, "said_at": clock.now()},
        )
        columns = replace(layout, fields=chosen).to_json()
        return IMPORTER.start(
            _I.CHECKING, import_id=run.pk, actor=actor, columns=columns, lenient=lenient
        )


def change_columns(*, import_id: int, actor: Actor) -> Import:
    """Lets staff choose the columns again; the dry run is discarded. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.begin(_I.MAPPING, import_id=import_id, actor=actor)


def undo_import(*, import_id: int, actor: Actor) -> Import:
    """Starts undoing an import: a job deletes members without any activity. Raises NotAllowed,
    NotFound, IllegalTransition.
    """
    return IMPORTER.start(_I.UNDOING, import_id=import_id, actor=actor)


def discard_import(*, import_id: int, actor: Actor) -> Import:
    """Discards an import before anything was imported; its file and rows are erased at once.
    Raises NotAllowed, NotFound, IllegalTransition.
    """
    return IMPORTER.discard(import_id=import_id, actor=actor)


def begin_import(*, import_id: int, actor: Actor) -> Import:
    """Starts importing the rows that are ready. Raises NotAllowed, NotFound, IllegalTransition, and
    ImportBusy when another import is running.
    """
    try:
        return IMPORTER.start(_I.TAKING, import_id=import_id, actor=actor)
    except IntegrityError as error:
        if violates(error, "one_import_is_taken_in"):
            raise ImportBusy from None
        raise


def _check_columns(chosen: tuple[Field | None, ...], width: int) -> tuple[Field | None, ...]:
    assigned = [field for field in chosen if field is not None]
    if len(chosen) != width:
        raise IllegalTransition(frm=_I.MAPPING.value, to=_I.CHECKING.value)
    if len(assigned) != len(set(assigned)):
        raise ColumnTwice
    if Field.NAME not in assigned:
        raise NameColumnMissing
    if not {Field.NUMBER, Field.IDENTITY} & set(assigned):
        raise NumberColumnMissing
    return chosen
