"""Dry run: rows are read, validated and stored sealed, one batch in each transaction. No member is
created.
"""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice

from django.db import transaction
from django.db.models import Max

from records.tables import Line
from rontal.imports.states import ImportState
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.models import Import, ImportRow
from rontal.membership.importing.rules import rows
from rontal.membership.importing.steps.matching import candidate, verdicts
from rontal.membership.selectors.dates import today

BATCH = 1000


def batches(lines: Iterator[Line], run: Import) -> Iterator[list[Line]]:
    """Yields the rows below the heading that are not stored yet, in batches."""
    done = newest_row(run)
    layout = Layout.from_json(run.columns)
    begin = max(done, layout.heading)
    waiting = dropwhile(lambda line: line.number <= begin, lines)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def newest_row(run: Import) -> int:
    """Returns the number of the last stored row; 0 for none."""
    newest: int | None = ImportRow.objects.filter(run=run).aggregate(last=Max("number"))["last"]
    return newest or 0


def store_batch(begun: Import, batch: Sequence[Line]) -> bool:
    """Validates and stores a batch, once; returns False when the dry run has ended or was
    restarted.
    """
    with transaction.atomic():
        run = Import.lock(begun.pk, state=ImportState.CHECKING, round=begun.round)
        if run is None:
            return False
        done = newest_row(run)
        fresh = [line for line in batch if line.number > done]
        if fresh:
            _store(run, fresh)
            Import.objects.filter(pk=run.pk).update(done=fresh[-1].at)
    return True


def _store(run: Import, batch: Sequence[Line]) -> None:
    layout, day = Layout.from_json(run.columns), today()
    people = [
        candidate(
            line.number,
            line.cells,
            rows.validate_row(
                line.cells, layout.fields, today=day, lenient=run.lenient, broken=line.broken
            ),
        )
        for line in batch
    ]
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                run=run,
                number=one.number,
                state=verdict.state,
                cells=one.cells,
                problems=[problem.to_json() for problem in verdict.problems],
                remarks=[remark.to_json() for remark in one.judged.remarks],
                number_hash=one.number_hash,
                nik_hash=one.nik_hash,
            )
            for one, verdict in zip(people, verdicts(run, people), strict=True)
        ],
        batch_size=BATCH,
    )
