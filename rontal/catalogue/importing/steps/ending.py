"""End of an import: its state, its audit event, its files."""

from django.db import transaction

from rontal.catalogue.importing.kinds import Outcome
from rontal.catalogue.importing.models import Import, ImportFile
from rontal.catalogue.importing.states import OVER, TRANSITIONS, ImportState
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.importing.steps.record_import import lock_run
from rontal.catalogue.models import BookFile
from rontal.core import clock, sealed_files, transitions
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.core.models import SealedFile


def end(import_id: int, frm: ImportState, to: ImportState, event: str, error: str = "") -> None:
    """Moves an import that is still in `frm` to its next state, writes the audit event, and erases
    files that are no longer needed."""
    with transaction.atomic():
        run = lock_run(import_id)
        if run is None or run.state != frm:
            return
        now = clock.now()
        ended = {"ended_at": now} if to in OVER else {"checked_at": now}
        transitions.move(run, to, table=TRANSITIONS, error=error, **ended)
        data: dict[str, Scalar] = {one.value: run.of(one) for one in Outcome if run.of(one)}
        emit(event, actor=WORKER, subject=run, data=data)
        if to in OVER:
            erase_files(run, WORKER)


def erase_files(run: Import, actor: Actor) -> None:
    """Erases the file of records, and book files that no title uses. Idempotent."""
    if run.erased_at is not None:
        return
    files = ImportFile.objects.filter(run=run, file__isnull=False)
    used = BookFile.objects.filter(file__isnull=False).values("file_id")
    left = SealedFile.objects.filter(pk__in=files.exclude(file_id__in=used).values("file_id"))
    for file in [*left, *SealedFile.objects.filter(pk__in=[run.file_id])]:
        sealed_files.erase(file, actor=actor, reason="import_over")
    ImportFile.objects.filter(run=run).delete()
    Import.objects.filter(pk=run.pk).update(erased_at=clock.now())
