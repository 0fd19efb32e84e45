"""Background jobs of an import. A killed job continues where it stopped; two at once are safe."""

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any, Final

from django.db import transaction

from rontal.catalogue.importing import events
from rontal.catalogue.importing.errors import SourceRefused
from rontal.catalogue.importing.kinds import OF_FILES, Source
from rontal.catalogue.importing.models import Import, ImportRow
from rontal.catalogue.importing.services import IMPORT, UNDO, defer, discard_import
from rontal.catalogue.importing.states import LEFT, ImportState
from rontal.catalogue.importing.steps import (
    adding,
    book_writing,
    books,
    checking,
    reading,
    record_import,
    undoing,
)
from rontal.catalogue.importing.steps.earlier_records import EarlierRecords
from rontal.catalogue.importing.steps.ending import end
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.policies import CataloguePolicies
from rontal.core import clock

A_JOB: Final = 20.0
"""Seconds after which a job ends and defers a follow-up, so that other jobs can run."""
Progress = Callable[[Import], None]
IMPORTERS: Final[Mapping[str, Callable[[int, Any], bool]]] = {
    Source.BOOKS: book_writing.import_batch,
    Source.ADDED: adding.import_batch,
}
"""Functions that import a batch of a source other than records."""
_I = ImportState


def _silent(_run: Import) -> None:
    """Ignores the progress."""


def check_records(*, import_id: int, report_progress: Progress = _silent) -> None:
    """Runs the dry run over the whole file. Calls `report_progress` with the import after each
    batch.
    """
    run = _begun_anew(import_id)
    if run is None:
        return
    earlier = EarlierRecords()
    check = book_writing.check_batch if run.source == Source.BOOKS else checking.check_batch
    try:
        with closing(_batches(run, (0, 0))) as batches:
            for batch in batches:
                if not check(run, batch, earlier):
                    return
                report_progress(_fresh(run))
    except SourceRefused as error:
        end(import_id, _I.CHECKING, _I.REFUSED, events.REFUSED, error=_reason(error))
        return
    end(import_id, _I.CHECKING, _I.CHECKED, events.CHECKED)


def import_records(
    *, import_id: int, seconds: float = A_JOB, report_progress: Progress = _silent
) -> None:
    """Imports batches for some seconds, then defers a job for the rest."""
    run = Import.objects.select_related("file").filter(pk=import_id, state=_I.TAKING).first()
    if run is None:
        return
    until = time.monotonic() + seconds
    import_batch = IMPORTERS.get(run.source, record_import.import_batch)
    try:
        with closing(_batches(run, (run.number, run.done))) as batches:
            for batch in batches:
                if not import_batch(run.pk, batch):
                    return
                report_progress(_fresh(run))
                if time.monotonic() >= until:
                    _go_on(IMPORT, run.pk, _I.TAKING)
                    return
    except SourceRefused as error:
        end(import_id, _I.TAKING, _I.REFUSED, events.REFUSED, error=_reason(error))
        return
    end(import_id, _I.TAKING, _I.DONE, events.DONE)


def undo_titles(
    *, import_id: int, seconds: float = A_JOB, report_progress: Progress = _silent
) -> None:
    """Undoes an import for some seconds, then defers a job for the rest."""
    until = time.monotonic() + seconds
    while undoing.undo_some(import_id):
        report_progress(Import.objects.get(pk=import_id))
        if time.monotonic() >= until:
            _go_on(UNDO, import_id, _I.UNDOING)
            return
    end(import_id, _I.UNDOING, _I.UNDONE, events.UNDONE)


def sweep_imports() -> int:
    """Discards abandoned imports and returns their number. For the periodic job."""
    before = clock.now() - timedelta(days=CataloguePolicies.current().title_import_keep_days)
    abandoned = Import.objects.filter(state__in=sorted(LEFT), started_at__lte=before)
    ids = list(abandoned.values_list("pk", flat=True))
    for pk in ids:
        discard_import(import_id=pk, actor=WORKER)
    return len(ids)


def _batches(run: Import, after: tuple[int, int]) -> Generator[Any]:
    return books.batches(run, after) if run.source in OF_FILES else reading.batches(run, after)


def _begun_anew(import_id: int) -> Import | None:
    """Resets an import before its dry run, including results of a killed job; returns None where it
    is not in the state CHECKING."""
    with transaction.atomic():
        run = record_import.lock_run(import_id)
        if run is None or run.state != _I.CHECKING:
            return None
        ImportRow.objects.filter(run=run).delete()
        anew = {"number": 0, "done": 0, "counts": {}, "round": run.round + 1}
        Import.objects.filter(pk=run.pk).update(**anew)
    return Import.objects.select_related("file").get(pk=import_id)


def _go_on(task: str, import_id: int, state: ImportState) -> None:
    run = Import.objects.filter(pk=import_id, state=state).first()
    if run is not None:
        defer(task=task, run=run)


def _fresh(run: Import) -> Import:
    run.refresh_from_db(fields=["number", "done", "counts", "state"])
    return run


def _reason(error: SourceRefused) -> str:
    return str(error.params.get("reason", error.code))[:40]
