"""Dry run: records are judged as in the import, but only the report is written. It always starts at
the beginning of the file: it is fast, and the titles may have changed."""

from collections.abc import Sequence

from django.db import transaction

from rontal.catalogue.importing.kinds import Options, Outcome
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.states import ImportState
from rontal.catalogue.importing.steps import matching, taking
from rontal.catalogue.importing.steps.preparing import Prepared
from rontal.catalogue.importing.steps.seen import Seen


def check_batch(begun: Import, batch: Sequence[Prepared], seen: Seen) -> bool:
    """Judges a batch and writes the report; returns False where this dry run is over."""
    with transaction.atomic():
        run = taking.lock_run(begun.pk)
        if run is None or run.state != ImportState.CHECKING or run.round != begun.round:
            return False
        fresh = [one for one in batch if one.number > run.number]
        overwrite = Options.from_json(run.options).overwrite
        found = matching.verdicts(fresh, seen=seen, overwrite=overwrite)
        taking.keep_rows(
            (run.pk, one.number, verdict.outcome.value, list(verdict.codes), one.label,
             verdict.title, None)
            for one, verdict in zip(fresh, found, strict=True)
            if verdict.codes or verdict.outcome is Outcome.JOINED
        )  # fmt: skip
        if fresh:
            last = fresh[-1]
            taking.note_progress(run, last.number, last.at, matching.counted(found))
    return True
