"""Adds a book file to the title that staff chose. The file is read and stored as in any import, but
written to that title whatever its metadata says. Metadata and cover only fill gaps of the title."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction

from records import covers
from rontal.catalogue import book_storage, events, facts
from rontal.catalogue.errors import BookAlreadyPresent, BookOfAnother, TitleJoined
from rontal.catalogue.importing.kinds import Options, Outcome
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps import book_writing, books, filling, matching, record_import
from rontal.catalogue.importing.steps.book_writing import StoredBook
from rontal.catalogue.importing.steps.books import ReadBook
from rontal.catalogue.importing.steps.matching import Verdict
from rontal.catalogue.importing.steps.preparing import LABEL
from rontal.catalogue.importing.steps.reading import actor_of_import
from rontal.catalogue.models import Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.steps import covering, editing, record_writing
from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.core.events import Scalar, emit
from rontal.imports.states import ImportState

DIFFERS: Final = "book_title_differs"


def import_batch(import_id: int, batch: Sequence[ReadBook]) -> bool:
    """Adds the files of a batch that were not added yet; returns False where the import is over."""
    run = Import.objects.filter(pk=import_id, state=ImportState.TAKING).first()
    if run is None:
        return False
    options = Options.from_json(run.options)
    stored = [book_writing.store(one, options) for one in batch if one.number > run.number]
    goes_on = _write(import_id, stored)
    book_writing.store_missing_covers(stored)
    return goes_on


@transaction.atomic
def _write(import_id: int, stored: Sequence[StoredBook]) -> bool:
    editing.lock_authorities_shared()
    run = Import.lock(import_id, state=ImportState.TAKING)
    if run is None:
        return False
    record_import.lock_catalogue()
    fresh = [one for one in stored if one.read.number > run.number]
    became = [_added(run, one) for one in fresh]
    record_import.write_report_rows(
        (run.pk, one.read.number, verdict.outcome.value, list(verdict.codes),
         one.read.name[:LABEL], verdict.title, None)
        for one, verdict in zip(fresh, became, strict=True)
    )  # fmt: skip
    if fresh:
        last = fresh[-1].read.number
        record_import.note_progress(run, last, last, matching.outcome_counts(became))
    return True


def _added(run: Import, one: StoredBook) -> Verdict:
    """Adds a file to the title of the import, or refuses it; returns the outcome."""
    refused = _refusal(run, one.read)
    if refused is not None:
        book_writing.erase_duplicate(one)
        return refused
    try:
        title = editing.lock(run.title_id or 0)
    except (NotFound, TitleJoined) as error:
        book_writing.erase_duplicate(one)
        if one.open_name:
            book_storage.erase_open(one.open_name)
        return Verdict(Outcome.WRONG, run.title_id, codes=(error.code,))
    return Verdict(Outcome.JOINED, title.pk, codes=_write_to(title, run, one))


def _refusal(run: Import, read: ReadBook) -> Verdict | None:
    if read.code:
        return Verdict(Outcome.WRONG, codes=(read.code,))
    existing = books.existing_files([read.digest]).get(read.digest) or read.known
    if existing is None:
        return None
    if existing.title_id == run.title_id:
        return Verdict(Outcome.SAME, existing.title_id, codes=(BookAlreadyPresent.code,))
    return Verdict(Outcome.WRONG, existing.title_id, codes=(BookOfAnother.code,))


def _write_to(title: Title, run: Import, one: StoredBook) -> tuple[str, ...]:
    """Writes the file, fills gaps of the title, and records both; returns remark codes for staff.
    The filled values are a revision of their own, so that they can be undone while the file
    stays."""
    parsed = one.read.parsed
    assert parsed is not None
    before = editing.facts_of([title.pk])[title.pk]
    filled = filling.fill([(title.pk, book_writing.prepared_record(one.read))], clock.now())[0]
    file = book_writing.book_file(run, one, title.pk)
    file.save(force_insert=True)
    changes = facts.changes(before, editing.facts_of([title.pk])[title.pk]) | _cover(title, one)
    record_writing.update_datestamps([title.pk])
    actor = actor_of_import(run)
    editing.note(title, Act.FILES, {"files": [[], [file.label]]}, actor=actor, run=run.pk)
    if changes:
        editing.note(title, Act.IMPORTED, changes, actor=actor, run=run.pk)
    data: dict[str, Scalar] = {"fields": ",".join(["files", *changes]), "run": run.pk}
    emit(events.EDITED, actor=actor, subject=title, data=data)
    codes = [DIFFERS if code == filling.DIFFERS else code for code in filled.codes]
    return (*codes, *parsed.remarks)


def _cover(title: Title, one: StoredBook) -> dict[str, Any]:
    """Sets the cover of the file where the title has none; returns the change."""
    cover = one.read.parsed.cover if one.read.parsed else None
    if cover is None or covering.facts_of(title.pk) is not None:
        return {}
    facts_of_cover: covering.CoverFacts = [cover.digest, cover.height, cover.colour]
    covering.set_cover_columns(title, facts_of_cover, ladder=covers.LADDER)
    return {"cover": [None, facts_of_cover]}
