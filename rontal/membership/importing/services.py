"""Import of members of another program: the columns are recognized, a dry run checks the rows, a
job imports them, and the import can be undone. Jobs may be killed at any moment and then resume.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import IO

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from records.errors import TableEmpty, TableRefused
from records.tables import LIMITS as TABLE
from records.tables import open_table
from rontal.core import clock, sealed_files, transitions
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.events import Scalar, emit
from rontal.core.models import SealedFile
from rontal.membership.importing import events
from rontal.membership.importing.errors import (
    ColumnTwice,
    ImportBusy,
    NameColumnMissing,
    NumberColumnMissing,
)
from rontal.membership.importing.layout import Layout, fields_of, names_of
from rontal.membership.importing.models import Import, ImportRow, RememberedColumns
from rontal.membership.importing.rules.columns import Field, recognise
from rontal.membership.importing.selectors import counts, import_for_staff, remembered, require
from rontal.membership.importing.states import LEFT, OVER, TRANSITIONS, ImportState, RowState
from rontal.membership.importing.steps import checking, creating, undoing
from rontal.membership.policies import MembershipPolicies
from rontal.membership.steps.constraints import violates

CHECK, TAKE, UNDO = "membership:check_import", "membership:take_import", "membership:undo_import"
WORKER = Actor.system("membership.importing")
SAMPLE_ROWS = 200
SHOWN_ROWS = 5
BATCHES_A_JOB = 40
LIMITS: dict[str, str | int] = {"megabytes": TABLE.megabytes, "rows": TABLE.rows}
"""Parameters for the error message of a file that was refused."""
_I = ImportState


def start_import(*, content: IO[bytes], file_name: str, actor: Actor) -> Import:
    """Seals a file of members and recognizes its columns: as staff chose for such a table before,
    else by headings and content.

    Raises NotAllowed, TableRefused or a subclass, OSError when the storage is full or does not
    answer.
    """
    require(actor)
    table = open_table(content, TABLE)
    sample = list(islice(table.lines(), SAMPLE_ROWS))
    columns = recognise([line.cells for line in sample])
    if len(sample) <= columns.heading:
        raise TableEmpty
    layout = Layout.of(columns, sample, table.shape)
    chosen = remembered(columns.shape)
    if chosen is not None:
        width = len(layout.fields)
        layout = _with(layout, fields_of([*chosen.fields, *[""] * width][:width]))
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
    require(actor)
    with transaction.atomic():
        run = _locked(import_id, actor)
        layout = Layout.from_json(run.columns)
        chosen = _judged(fields_of(fields), len(layout.fields))
        RememberedColumns.objects.update_or_create(
            shape=run.shape,
            defaults={"fields": names_of(chosen), "lenient": lenient, "said_at": clock.now()},
        )
        transitions.move(
            run,
            _I.CHECKING,
            table=TRANSITIONS,
            columns=_with(layout, chosen).to_json(),
            lenient=lenient,
            round=run.round + 1,
            done=0,
        )
        _defer(CHECK, run)
    return run


def change_columns(*, import_id: int, actor: Actor) -> Import:
    """Returns to the choice of columns and deletes the rows of the dry run. Raises NotAllowed,
    NotFound, IllegalTransition.
    """
    require(actor)
    with transaction.atomic():
        run = _locked(import_id, actor)
        transitions.move(run, _I.MAPPING, table=TRANSITIONS, done=0, checked_at=None)
        ImportRow.objects.filter(run=run).delete()
    return run


def take_in(*, import_id: int, actor: Actor) -> Import:
    """Starts importing the rows that are ready. Raises NotAllowed, NotFound, IllegalTransition, and
    ImportBusy when another import is running.
    """
    require(actor)
    try:
        with transaction.atomic():
            run = _locked(import_id, actor)
            transitions.move(run, _I.TAKING, table=TRANSITIONS, done=0)
            emit(events.TAKING, actor=actor, subject=run)
            _defer(TAKE, run)
    except IntegrityError as error:
        if violates(error, "one_import_is_taken_in"):
            raise ImportBusy from None
        raise
    return run


def undo_import(*, import_id: int, actor: Actor) -> Import:
    """Starts undoing an import, which deletes members without any activity. Raises NotAllowed,
    NotFound, IllegalTransition.
    """
    require(actor)
    with transaction.atomic():
        run = _locked(import_id, actor)
        transitions.move(run, _I.UNDOING, table=TRANSITIONS, done=0, inviting_since=None)
        emit(events.UNDOING, actor=actor, subject=run)
        _defer(UNDO, run)
    return run


def discard_import(*, import_id: int, actor: Actor) -> Import:
    """Discards an import before any row was imported; deletes its file and rows at once. Raises
    NotAllowed, NotFound, IllegalTransition.
    """
    require(actor)
    with transaction.atomic():
        run = _locked(import_id, actor)
        _discard(run, actor)
    return run


def check_rows(
    *, import_id: int, report_progress: Callable[[int], None] = lambda _row: None
) -> None:
    """Job of the dry run: reads the file from the last stored row to its end. A second run changes
    nothing. `report_progress` is called with the number of the last row of each batch.
    """
    run = Import.objects.filter(pk=import_id, state=_I.CHECKING).select_related("file").first()
    if run is None:
        return
    try:
        with sealed_files.open_file(run.file, actor=WORKER, reason="import") as content:
            for batch in checking.batches(open_table(content, TABLE), run):
                if not checking.store_batch(run, batch):
                    return
                report_progress(batch[-1].number)
    except TableRefused as error:
        _end(import_id, _I.CHECKING, _I.REFUSED, events.REFUSED, error=error.code)
        return
    _end(import_id, _I.CHECKING, _I.CHECKED, events.CHECKED)


def take_rows(*, import_id: int) -> None:
    """Job that imports rows: some batches, and a further job for the rest, so that mails and other
    jobs are not delayed. A second run changes nothing.
    """
    for _turn in range(BATCHES_A_JOB):
        if not _take_some(import_id):
            _end(import_id, _I.TAKING, _I.DONE, events.DONE)
            return
    _go_on(TAKE, import_id, _I.TAKING)


def undo_rows(*, import_id: int) -> None:
    """Job that undoes an import, some batches at a time. A second run changes nothing."""
    for _turn in range(BATCHES_A_JOB):
        if not undoing.undo_some(import_id):
            _end(import_id, _I.UNDOING, _I.UNDONE, events.UNDONE)
            return
    _go_on(UNDO, import_id, _I.UNDOING)


def sweep_imports() -> int:
    """Erases file and rows of imports that ended long enough ago, and discards abandoned ones;
    returns the number of imports. For the periodic job.
    """
    before = clock.now() - timedelta(days=MembershipPolicies.current().import_keep_days)
    abandoned = Import.objects.filter(state__in=sorted(LEFT), started_at__lte=before)
    over = Import.objects.filter(state__in=sorted(OVER), ended_at__lte=before, erased_at=None)
    return sum(_sweep(pk) for rows in (abandoned, over) for pk in rows.values_list("pk", flat=True))


def _sweep(import_id: int) -> bool:
    with transaction.atomic():
        run = checking.lock_run(import_id)
        if run is None or run.erased_at is not None:
            return False
        if run.state in LEFT:
            _discard(run, WORKER)
        else:
            _erase(run, WORKER)
    return True


def _take_some(import_id: int) -> int:
    try:
        return creating.import_batch(import_id)
    except IntegrityError:
        return sum(_take_one(import_id) for _turn in range(creating.BATCH))


def _take_one(import_id: int) -> int:
    """Imports one row by itself; a row that conflicts a second time is marked as wrong."""
    for last in (False, True):
        try:
            return creating.import_batch(import_id, size=1)
        except IntegrityError:
            if last:
                creating.mark_next_row_wrong(import_id)
    return 1


def _end(import_id: int, frm: ImportState, to: ImportState, event: str, error: str = "") -> None:
    with transaction.atomic():
        run = checking.lock_run(import_id)
        if run is None or run.state != frm:
            return
        now = clock.now()
        ended = {"ended_at": now} if to in OVER else {"checked_at": now}
        transitions.move(run, to, table=TRANSITIONS, error=error, **ended)
        totals = counts(run)
        data: dict[str, Scalar] = {state.value: totals.of(state) for state in RowState}
        data = {key: value for key, value in data.items() if value}
        emit(event, actor=WORKER, subject=run, data=data)
        if to is _I.REFUSED:
            ImportRow.objects.filter(run=run).delete()
        if to in OVER:
            sealed_files.erase(_file(run), actor=WORKER, reason="import_over")


def _go_on(task: str, import_id: int, state: ImportState) -> None:
    run = Import.objects.filter(pk=import_id, state=state).first()
    if run is not None:
        _defer(task, run)


def _discard(run: Import, actor: Actor) -> None:
    now = clock.now()
    transitions.move(run, _I.DISCARDED, table=TRANSITIONS, ended_at=now)
    emit(events.DISCARDED, actor=actor, subject=run)
    _erase(run, actor)


def _erase(run: Import, actor: Actor) -> None:
    """Erases file, rows and sample of a locked import; its result remains."""
    sealed_files.erase(_file(run), actor=actor, reason="import_over")
    ImportRow.objects.filter(run=run).delete()
    Import.objects.filter(pk=run.pk).update(
        sample=[], file_name="", erased_at=clock.now(), columns=run.columns
    )
    emit(events.ERASED, actor=actor, subject=run)


def _file(run: Import) -> SealedFile:
    return SealedFile.objects.get(pk=run.file_id)


def _locked(import_id: int, actor: Actor) -> Import:
    return checking.lock_run(import_id) or import_for_staff(import_id, actor)


def _judged(chosen: tuple[Field | None, ...], width: int) -> tuple[Field | None, ...]:
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


def _with(layout: Layout, fields: tuple[Field | None, ...]) -> Layout:
    return replace(layout, fields=fields)


def _defer(task: str, run: Import) -> None:
    """Defers a job in the caller's transaction; jobs of one import run one after the other."""
    lock = f"import:{run.pk}"
    app.configure_task(task, queue="imports", lock=lock).defer(import_id=run.pk)
