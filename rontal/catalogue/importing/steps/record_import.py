"""Imports records, one batch per transaction. The progress is stored in the transaction of its
titles, so that a killed import continues correctly."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import psycopg
from django.db import DataError, IntegrityError, connection, transaction

from rontal.catalogue.importing.kinds import Options, Outcome
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps import bulk_values, correcting, filling, matching, writing
from rontal.catalogue.importing.steps.matching import Verdict
from rontal.catalogue.importing.steps.preparing import Prepared
from rontal.catalogue.importing.steps.writing import TitleOrigin
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import editing
from rontal.core import clock
from rontal.imports.states import ImportState

LOCK: Final = 5_241_005
"""Advisory lock: imports run one after the other, so that none creates duplicates."""
REFUSALS: Final = (DataError, IntegrityError, psycopg.DataError, psycopg.IntegrityError)
"""Errors with which the database rejects values, from Django or, in a COPY, from psycopg."""
_ROW: Final = ("run_id", "number", "outcome", "codes", "label", "title_id", "filled")


def lock_catalogue() -> None:
    """Waits for other writers of many titles and locks them out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def import_batch(import_id: int, batch: Sequence[Prepared]) -> bool:
    """Imports the records of a batch that were not imported yet; returns False where the import is
    over.

    A batch that the database rejects is split in halves, down to single records; a single record
    that is rejected twice is reported as a problem.
    """
    try:
        return _write_batch(import_id, batch)
    except REFUSALS:
        if len(batch) == 1:
            return _import_one(import_id, batch[0])
        half = len(batch) // 2
        return import_batch(import_id, batch[:half]) and import_batch(import_id, batch[half:])


def _import_one(import_id: int, one: Prepared) -> bool:
    try:
        return _write_batch(import_id, [one])
    except REFUSALS:
        return _write_batch(import_id, [one._replace(problem="record_refused_here")])


def _write_batch(import_id: int, batch: Sequence[Prepared]) -> bool:
    with transaction.atomic():
        editing.lock_authorities_shared()
        run = Import.lock(import_id, state=ImportState.TAKING)
        if run is None:
            return False
        fresh = [one for one in batch if one.number > run.number]
        if fresh:
            lock_catalogue()
            verdicts, _titles = write_batch(run, fresh)
            note_progress(run, fresh[-1].number, fresh[-1].at, matching.outcome_counts(verdicts))
    return True


def write_batch(
    run: Import, batch: Sequence[Prepared], *, books: bool = False
) -> tuple[list[Verdict], list[int | None]]:
    """Writes the records (`books`: of book files), fills existing titles, writes proposals and the
    report. Returns the verdict and the title id of each. The caller holds the locks on authorities,
    import and catalogue."""
    at = clock.now()
    options = Options.from_json(run.options)
    verdicts = matching.verdicts(batch, books=books, run=run.pk, overwrite=options.overwrite)
    state = TitleState.DRAFT if options.draft else TitleState.PUBLIC
    places = [place for place, verdict in enumerate(verdicts) if verdict.outcome in matching.FRESH]
    ids = writing.write([batch[place] for place in places], TitleOrigin(run.pk, state, at))
    created = dict(zip(places, ids, strict=True))
    titles: list[int | None] = [
        created.get(place, verdict.title if verdict.twin is None else created.get(verdict.twin))
        for place, verdict in enumerate(verdicts)
    ]
    others = [
        verdict.title if verdict.twin is None else created[verdict.twin] for verdict in verdicts
    ]
    filled = _fill(run, batch, verdicts, titles, at)
    _propose(run, batch, verdicts, titles, others, at)
    verdicts = [
        _after_filling(verdict, filled.get(place)) for place, verdict in enumerate(verdicts)
    ]
    write_report_rows(
        (run.pk, one.number, verdict.outcome.value, list(verdict.codes), one.label, title,
         bulk_values.json_or_none(filled[place].to_json() if place in filled else None))
        for place, (one, verdict, title) in enumerate(zip(batch, verdicts, titles, strict=True))
        if verdict.codes or verdict.outcome in (Outcome.JOINED, Outcome.WRONG)
    )  # fmt: skip
    return verdicts, titles


def write_report_rows(rows: Iterable[Sequence[Any]]) -> None:
    """Writes report rows: import, number, outcome, codes, label, title, filled (JSON)."""
    bulk_values.copy_rows("catalogue_importrow", _ROW, rows)


def note_progress(run: Import, number: int, at: int, counts: Any) -> None:
    """Stores the progress of the import, in the transaction of the titles."""
    Import.objects.filter(pk=run.pk).update(
        number=number, done=at, counts=matching.add_counts(run.counts, counts)
    )


def _fill(
    run: Import,
    batch: Sequence[Prepared],
    verdicts: Sequence[Verdict],
    titles: Sequence[int | None],
    at: Any,
) -> dict[int, filling.Filled]:
    joined = [place for place, verdict in enumerate(verdicts) if verdict.outcome is Outcome.JOINED]
    pairs = [(pk, batch[place]) for place in joined if (pk := titles[place]) is not None]
    ours = _created_by(run, pairs) if Options.from_json(run.options).overwrite else None
    if ours is None:
        return dict(zip(joined, filling.fill(pairs, at), strict=True))
    filled = iter(filling.fill([pair for pair in pairs if pair[0] in ours], at))
    others = [pair for pair in pairs if pair[0] not in ours]
    corrected = iter(correcting.correct(others, at, run))
    results = [next(filled if pk in ours else corrected) for pk, _one in pairs]
    return dict(zip(joined, results, strict=True))


def _created_by(run: Import, pairs: Sequence[tuple[int, Prepared]]) -> set[int]:
    """Returns the titles that the same import created, which are not corrected. Locks all titles in
    the order of their keys."""
    titles = Title.objects.filter(pk__in={pk for pk, _one in pairs}).order_by("pk")
    locked = titles.select_for_update(no_key=True, of=("self",))
    return {pk for pk, made_by in locked.values_list("pk", "run") if made_by == run.pk}


def _after_filling(verdict: Verdict, filled: filling.Filled | None) -> Verdict:
    """Returns JOINED where the title got something, SAME where it lacked nothing."""
    if filled is None:
        return verdict
    if filled.anything:
        codes = (*filled.codes, *verdict.codes)
        return Verdict(Outcome.JOINED, verdict.title, verdict.twin, codes)
    withdrawn = filled.codes if filling.WITHDRAWN in filled.codes else ()
    repeated = [code for code in verdict.codes if code == matching.REPEATED]
    return Verdict(Outcome.SAME, verdict.title, verdict.twin, (*withdrawn, *repeated))


def _propose(
    run: Import,
    batch: Sequence[Prepared],
    verdicts: Sequence[Verdict],
    titles: Sequence[int | None],
    others: Sequence[int | None],
    at: Any,
) -> None:
    rows = [
        (other, pk, run.pk, one.number, "open", at)
        for one, verdict, pk, other in zip(batch, verdicts, titles, others, strict=True)
        if verdict.outcome is Outcome.PROPOSED
    ]
    bulk_values.copy_rows(
        "catalogue_proposal", ("older_id", "newer_id", "run_id", "number", "state", "made_at"), rows
    )
