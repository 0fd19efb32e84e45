"""Implementation of the import engine for titles."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

from django.db import transaction

from rontal.accounts.roles import TITLE_IMPORTERS
from rontal.catalogue.importing.errors import SourceRefused
from rontal.catalogue.importing.kinds import OF_FILES, Options, Outcome, Source
from rontal.catalogue.importing.models import Import, ImportFile, ImportRow
from rontal.catalogue.importing.states import TRANSITIONS
from rontal.catalogue.importing.steps import (
    adding,
    archives,
    book_writing,
    books,
    matching,
    reading,
    record_import,
    undoing,
)
from rontal.catalogue.importing.steps.earlier_records import EarlierRecords
from rontal.catalogue.importing.steps.preparing import Prepared
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.models import BookFile
from rontal.catalogue.policies import CataloguePolicies
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.models import SealedFile
from rontal.imports.services import Importer
from rontal.imports.states import ImportState


def check_batch(begun: Import, batch: Sequence[Prepared], earlier: EarlierRecords) -> bool:
    """Judges a batch and writes the report; returns False where this dry run is over."""
    with transaction.atomic():
        run = Import.lock(begun.pk, state=ImportState.CHECKING, round=begun.round)
        if run is None:
            return False
        fresh = [one for one in batch if one.number > run.number]
        overwrite = Options.from_json(run.options).overwrite
        verdicts = matching.verdicts(fresh, earlier=earlier, overwrite=overwrite)
        record_import.write_report_rows(
            (run.pk, one.number, verdict.outcome.value, list(verdict.codes), one.label,
             verdict.title, None)
            for one, verdict in zip(fresh, verdicts, strict=True)
            if verdict.codes or verdict.outcome is Outcome.JOINED
        )  # fmt: skip
        if fresh:
            last = fresh[-1]
            record_import.note_progress(
                run, last.number, last.at, matching.outcome_counts(verdicts)
            )
    return True


BATCH_IMPORTERS: Final[Mapping[str, Callable[[int, Any], bool]]] = {
    Source.BOOKS: book_writing.import_batch,
    Source.ADDED: adding.import_batch,
}
"""Functions that import a batch of a source other than records."""
_I = ImportState


class TitleImporter(Importer[Import]):
    """Imports of titles: rows are the report, which the import writes anew after the dry run."""

    model, rows = Import, ImportRow
    events = "run"
    transitions = TRANSITIONS
    clears = frozenset({_I.MAPPING, _I.CHECKING, _I.TAKING, _I.DISCARDED})
    roles = TITLE_IMPORTERS
    worker = WORKER
    refusals = (SourceRefused,)

    def check(self, run: Import) -> Generator[Import]:
        """Checks the whole file, even after a job was killed; yields the import."""
        if not self._restart(run):
            return
        earlier = EarlierRecords()
        check = book_writing.check_batch if run.source == Source.BOOKS else check_batch
        with closing(_batches(run, (0, 0))) as batches:
            for batch in batches:
                if not check(run, batch, earlier):
                    return
                yield _fresh(run)

    def import_batches(self, run: Import) -> Generator[Import]:
        """Imports the records or files that follow the last one; yields the import."""
        import_batch = BATCH_IMPORTERS.get(run.source, record_import.import_batch)
        with closing(_batches(run, (run.number, run.done))) as batches:
            for batch in batches:
                if not import_batch(run.pk, batch):
                    return
                yield _fresh(run)

    def undo(self, run: Import) -> Generator[Import]:
        """Deletes titles that were not touched since; others stay and are listed in the report.
        Yields the import."""
        while undoing.undo_next_titles(run.pk):
            yield _fresh(run)

    def totals(self, run: Import) -> Mapping[str, int]:
        """Returns the number of records by outcome."""
        return {one.value: run.of(one) for one in Outcome}

    def keep_days(self) -> int:
        """Returns the days of the library's policy."""
        return CataloguePolicies.current().title_import_keep_days

    def initial_values(self, run: Import, to: ImportState) -> dict[str, Any]:
        """Refuses to undo the source ADDED, whose file is removed on the title's page."""
        if to is not _I.UNDOING:
            return {**super().initial_values(run, to), "number": 0, "counts": {}}
        if run.source == Source.ADDED:
            raise IllegalTransition(frm=run.state, to=to.value)
        return {"number": 0, "done": 0, "whole": run.records}

    def erase_files(self, run: Import, actor: Actor) -> None:
        """Erases the file of records, and book files that no title uses."""
        if run.erased_at is not None:
            return
        files = ImportFile.objects.filter(run=run, file__isnull=False)
        used = BookFile.objects.filter(file__isnull=False).values("file_id")
        left = SealedFile.objects.filter(pk__in=files.exclude(file_id__in=used).values("file_id"))
        for file in [*left, *SealedFile.objects.filter(pk__in=[run.file_id])]:
            sealed_files.erase(file, actor=actor, reason="import_over")
        archives.erase(run, actor)
        ImportFile.objects.filter(run=run).delete()
        Import.objects.filter(pk=run.pk).update(erased_at=clock.now())

    @transaction.atomic
    def _restart(self, run: Import) -> bool:
        """Deletes the results of a killed dry run; returns False where this one is over."""
        if Import.lock(run.pk, state=_I.CHECKING, round=run.round) is None:
            return False
        ImportRow.objects.filter(run=run).delete()
        Import.objects.filter(pk=run.pk).update(**self.initial_values(run, _I.CHECKING))
        run.refresh_from_db()
        return True


def _batches(run: Import, after: tuple[int, int]) -> Generator[Any]:
    return books.batches(run, after) if run.source in OF_FILES else reading.batches(run, after)


def _fresh(run: Import) -> Import:
    run.refresh_from_db(fields=["number", "done", "counts", "state"])
    return run


IMPORTER: Final = TitleImporter()
