"""Dry run: records are judged as in the import, but only the report is written. It always starts at
the beginning of the file: it is fast, and the titles may have changed."""

from collections.abc import Sequence

from django.db import transaction

from rontal.catalogue.importing.kinds import Options, Outcome
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps import matching, record_import
from rontal.catalogue.importing.steps.earlier_records import EarlierRecords
from rontal.catalogue.importing.steps.preparing import Prepared
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
