"""Undoes an import: titles that nobody has touched since are deleted, with people, subjects and
series that no other title has; what was added to existing titles (values, files, covers) is
removed."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q

from rontal.catalogue.importing import deletion_guards
from rontal.catalogue.importing.kinds import Outcome
from rontal.catalogue.importing.models import Import, ImportRow
from rontal.catalogue.importing.steps import (
    correcting,
    matching,
    pictures,
    record_import,
    removing_values,
)
from rontal.catalogue.importing.steps.unused_authorities import UnusedAuthorities
from rontal.catalogue.models import BookFile, Cover, Revision, Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.states import TITLE_TRANSITIONS, TitleState
from rontal.catalogue.steps import editing
from rontal.core import clock, transitions
from rontal.imports.batches import process_batch
from rontal.imports.states import ImportState

BATCH: Final = 500
REASON: Final = "import_undone"
IN_USE: Final = "in_use_since"
_COLUMNS_NEEDED: Final = ("pk", "title", "state", "record_number")


def undo_next_titles(import_id: int) -> int:
    """Processes the next titles of an import; keeps one whose deletion a foreign key prevents.
    Returns the number of titles processed, 0 at the end."""
    keep = partial(_undo_batch, import_id, 1, keep=True)
    return process_batch(partial(_undo_batch, import_id), keep, size=BATCH)


def _undo_batch(import_id: int, size: int, *, keep: bool = False) -> int:
    """Processes first the titles that the import created, then the records that changed others,
    then files and covers. `Import.done` counts titles, `Import.number` is the last row of the
    second part."""
    with transaction.atomic():
        editing.lock_authorities_exclusive()  # no authority may be added meanwhile
        run = Import.lock(import_id, state=ImportState.UNDOING)
        if run is None:
            return 0
        record_import.lock_catalogue()
        if titles := _created_titles(run, size):
            _remove(run, titles, keep=keep)
            return len(titles)
        rows = list(_filling(run)[:size])
        if rows:
            _locked(row.title_id for row in rows)
            left = UnusedAuthorities()
            for row in rows:
                left.of_filled(row.filled or {})
            corrected = [row.title_id for row in rows if row.title_id and not row.filled]
            left.of_titles(corrected)
            removing_values.remove_values(rows)
            correcting.revert(corrected, run.pk)
            left.remove()
            _progress(run, {Outcome.GONE.value: 0}, len(rows), rows[-1].number)
        elif files := list(_files(run)[:size]):
            removing_values.remove_files(files)
            return len(files)
        elif covers := list(Cover.objects.filter(run=run).order_by("pk")[:size]):
            removing_values.remove_covers(covers)
            return len(covers)
    return len(rows)


def _created_titles(run: Import, size: int) -> list[Title]:
    """Returns the newest titles that the import created, locked."""
    made = Title.objects.filter(run=run).order_by("-pk")
    return _locked(made.values_list("pk", flat=True)[:size])


def _locked(title_ids: Iterable[int | None]) -> list[Title]:
    """Returns the existing ones of the titles, locked in the order of their keys."""
    titles = Title.objects.filter(pk__in=list(title_ids)).order_by("pk").only(*_COLUMNS_NEEDED)
    return list(titles.select_for_update(no_key=True, of=("self",)))


def _filling(run: Import) -> Any:
    rows = ImportRow.objects.filter(run=run, outcome=Outcome.JOINED, number__gt=run.number)
    gave = Q(filled__isnull=False) | Q(codes__contains=[correcting.CORRECTED])
    return rows.filter(gave).order_by("number")


def _files(run: Import) -> Any:
    return BookFile.objects.filter(run=run).select_related("file").order_by("pk")


def _remove(run: Import, titles: Sequence[Title], *, keep: bool) -> None:
    """Deletes titles where possible; others are detached from the import and, unless they are
    drafts, withdrawn."""
    touched = _touched(run, titles)
    untouched = [one for one in titles if one.pk not in touched and not keep]
    stay = deletion_guards.protected([one.pk for one in untouched])
    deleted = [one for one in untouched if one.pk not in stay]
    removing_values.remove_files(BookFile.objects.filter(title__in=deleted).select_related("file"))
    remaining = [one for one in titles if one not in deleted]
    covers = list(Cover.objects.filter(title__in=deleted).values_list("digest", flat=True))
    left = UnusedAuthorities()
    left.of_titles(one.pk for one in deleted)
    Title.objects.filter(pk__in=[one.pk for one in deleted]).delete()
    left.remove()
    pictures.erase_later(covers)
    _withdraw(remaining)
    Title.objects.filter(pk__in=[one.pk for one in remaining]).update(run=None)
    for model in (BookFile, Cover):
        model._default_manager.filter(title__in=remaining, run=run).update(run=None)
    _report_kept(run, remaining)
    counts = {Outcome.GONE.value: len(deleted), Outcome.KEPT.value: len(remaining)}
    _progress(run, counts, len(titles), 0)


def _touched(run: Import, titles: Sequence[Title]) -> set[int]:
    """Returns the titles that staff or another import changed, unless that was undone. `changed_at`
    does not tell, because it also changes with shared names and subjects."""
    undo, taken_back = Q(act=Act.UNDONE), Q(undone_by__isnull=False)
    changed_rows = (
        Revision.objects.filter((undo & taken_back) | (~undo & ~taken_back)),
        BookFile.objects.exclude(run=run),
        Cover.objects.exclude(run=run),
        ImportRow.objects.exclude(run=run)
        .exclude(run__state=ImportState.UNDONE)
        .exclude(filled=None),
    )
    return {
        pk
        for rows in changed_rows
        for pk in rows.filter(title__in=titles).values_list("title_id", flat=True)
        if pk is not None
    }


def _withdraw(titles: Sequence[Title]) -> None:
    """Withdraws public titles; current loans continue. Drafts stay as they are."""
    transitions.move_all(
        Title.objects.filter(pk__in=[one.pk for one in titles]),
        TitleState.PUBLIC,
        TitleState.WITHDRAWN,
        table=TITLE_TRANSITIONS,
        withdrawn_reason=REASON,
        changed_at=clock.now(),
    )


def _report_kept(run: Import, titles: Sequence[Title]) -> None:
    numbers = [one.record_number for one in titles if one.record_number is not None]
    ImportRow.objects.filter(run=run, number__in=numbers).delete()
    record_import.write_report_rows(
        (
            run.pk,
            one.record_number,
            Outcome.KEPT.value,
            [IN_USE],
            one.title[:300],
            one.pk,
            None,
        )
        for one in titles
        if one.record_number is not None
    )


def _progress(run: Import, counts: dict[str, int], processed: int, number: int) -> None:
    Import.objects.filter(pk=run.pk).update(
        counts=matching.add_counts(run.counts, counts), done=F("done") + processed, number=number
    )
