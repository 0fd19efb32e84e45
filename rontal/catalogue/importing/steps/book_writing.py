"""Writes books that were read: their titles like those of records, their files and covers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db import transaction

from records import covers
from records.formats import Item
from rontal.catalogue import book_storage, events
from rontal.catalogue.errors import StorageFailed
from rontal.catalogue.importing.kinds import OpenAccess, Options, Outcome
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.rights import is_open
from rontal.catalogue.importing.steps import books, matching, pictures, record_import
from rontal.catalogue.importing.steps.books import ReadBook
from rontal.catalogue.importing.steps.earlier_records import EarlierRecords
from rontal.catalogue.importing.steps.preparing import LABEL, Prepared, prepare
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.models import BookFile, Cover, Title
from rontal.catalogue.steps import editing
from rontal.core import sealed_files
from rontal.core.events import emit_all
from rontal.core.models import SealedFile
from rontal.core.statements import BATCH
from rontal.imports.states import ImportState

IN_USE: Final = "already_there"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """Outcome for a file; `code` is the reason of a refusal."""

    number: int
    outcome: Outcome
    title_id: int | None
    title: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class StoredBook:
    """Book whose content is stored: encrypted (`sealed`), or openly as `open_name`."""

    read: ReadBook
    sealed: SealedFile | None = None
    open_name: str = ""


def import_batch(import_id: int, batch: Sequence[ReadBook]) -> bool:
    """Does the same as `import_books`; returns only whether the import continues."""
    return import_books(import_id, batch) is not None


def import_books(import_id: int, batch: Sequence[ReadBook]) -> list[FileOutcome] | None:
    """Imports books of a batch that are not imported yet; None where the import is over."""
    run = Import.objects.filter(pk=import_id, state=ImportState.TAKING).first()
    if run is None:
        return None
    options = Options.from_json(run.options)
    stored = [store(one, options) for one in batch if one.number > run.number]
    try:
        became = _write(import_id, stored)
    except record_import.REFUSALS:  # a writer outside of imports added one of them first
        parts = [_write(import_id, [one]) for one in stored]
        became = [became for part in parts if part is not None for became in part]
    if became is None:
        _clean_up(stored)
    else:
        store_missing_covers(stored)
    return became


def check_batch(begun: Import, batch: Sequence[ReadBook], earlier: EarlierRecords) -> bool:
    """Checks a batch of books like `checking.check_batch`; stores nothing."""
    with transaction.atomic():
        run = Import.lock(begun.pk, state=ImportState.CHECKING, round=begun.round)
        if run is None:
            return False
        fresh = [one for one in batch if one.number > run.number]
        overwrite = Options.from_json(run.options).overwrite
        ready = [prepared_record(one) for one in fresh]
        verdicts = matching.verdicts(ready, earlier=earlier, books=True, overwrite=overwrite)
        pairs = list(zip(fresh, verdicts, strict=True))
        record_import.write_report_rows(
            (run.pk, one.number, verdict.outcome.value, list(verdict.codes), one.name[:LABEL],
             verdict.title, None)
            for one, verdict in pairs
            if verdict.codes and one.known is None
        )  # fmt: skip
        if fresh:
            counts: dict[str, int] = {}
            for one, verdict in pairs:
                outcome = Outcome.SAME if one.known else verdict.outcome
                counts[outcome.value] = counts.get(outcome.value, 0) + 1
            record_import.note_progress(run, fresh[-1].number, fresh[-1].number, counts)
    return True


def store(one: ReadBook, options: Options) -> StoredBook:
    """Stores a book, encrypted or open, and its cover, before any transaction begins."""
    parsed = one.parsed
    if parsed is None or one.known is not None:
        return StoredBook(one)
    lies_open = options.open is OpenAccess.ALL or (
        options.open is OpenAccess.BY_RIGHTS and is_open(parsed.record.rights)
    )
    try:
        if parsed.cover is not None:
            book_storage.store_cover(parsed.cover)
        if one.file is not None and not lies_open:
            return StoredBook(one, sealed=one.file)
        with one.path.open("rb") as content:
            if lies_open:
                return StoredBook(
                    one, open_name=book_storage.store_open(content, parsed.kind, one.digest)
                )
            return StoredBook(one, sealed=book_storage.seal(content, parsed.kind))
    except OSError:
        return StoredBook(replace(one, parsed=None, code=StorageFailed.code))


def store_missing_covers(stored: Iterable[StoredBook]) -> None:
    """Stores covers again that an undo erased between our check and our write."""
    for cover in (one.read.parsed.cover for one in stored if one.read.parsed):
        if cover is not None and not book_storage.has_cover(cover.digest):
            book_storage.store_cover(cover)


def _write(import_id: int, stored: Sequence[StoredBook]) -> list[FileOutcome] | None:
    with transaction.atomic():
        editing.lock_authorities_shared()
        run = Import.lock(import_id, state=ImportState.TAKING)
        if run is None:
            return None
        fresh = [one for one in stored if one.read.number > run.number]
        if not fresh:
            return []
        record_import.lock_catalogue()
        became = list(_write_books(run, fresh))
        counts = matching.outcome_counts(became)
        record_import.note_progress(run, fresh[-1].read.number, fresh[-1].read.number, counts)
    return became


def _write_books(run: Import, fresh: Sequence[StoredBook]) -> Iterator[FileOutcome]:
    known = books.existing_files([one.read.digest for one in fresh])
    new: dict[str, StoredBook] = {}
    for one in fresh:
        if one.read.parsed and one.read.digest not in known:
            new.setdefault(one.read.digest, one)
    written = [one for one in fresh if one.read.code or new.get(one.read.digest) is one]
    ready = [prepared_record(one.read) for one in written]
    verdicts, titles = record_import.write_batch(run, ready, books=True)
    placed = {one.read.number: (verdict, pk)
              for one, verdict, pk in zip(written, verdicts, titles, strict=True)}  # fmt: skip
    shelved = [(one, pk) for one, pk in zip(written, titles, strict=True) if pk is not None]
    _files(run, shelved)
    by_digest = {one.read.digest: (pk, one) for one, pk in shelved}
    for one in fresh:
        if one.read.number in placed:
            verdict, pk = placed[one.read.number]
            code = verdict.codes[0] if verdict.outcome is Outcome.WRONG else ""
            yield FileOutcome(one.read.number, verdict.outcome, pk, _name(one), code)
            continue
        erase_duplicate(one)
        existing = known.get(one.read.digest) or one.read.known
        if existing is not None:
            yield FileOutcome(one.read.number, Outcome.SAME, existing.title_id, existing.title)
        else:
            pk, other = by_digest[one.read.digest]
            yield FileOutcome(one.read.number, Outcome.SAME, pk, _name(other))


def _files(run: Import, shelved: Sequence[tuple[StoredBook, int]]) -> None:
    """Writes files and covers of titles, and an audit event for each title."""
    if not shelved:
        return
    BookFile.objects.bulk_create([book_file(run, one, pk) for one, pk in shelved], batch_size=BATCH)
    Cover.objects.bulk_create(
        [
            Cover(title_id=pk, run=run, digest=parsed.cover.digest, height=parsed.cover.height,
                  colour=parsed.cover.colour, ladder=covers.LADDER)
            for one, pk in shelved
            if (parsed := one.read.parsed) and parsed.cover
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )  # fmt: skip
    ids = list(dict.fromkeys(pk for _one, pk in shelved))
    emit_all(events.IMPORTED, actor=WORKER, subjects=[Title(pk=pk) for pk in ids],
             data={"run": run.pk})  # fmt: skip


def book_file(run: Import, one: StoredBook, title_id: int) -> BookFile:
    """Returns the file of a title, unsaved."""
    parsed = one.read.parsed
    assert parsed is not None
    facts = parsed.facts
    return BookFile(
        title_id=title_id,
        run=run,
        format=parsed.kind,
        file=one.sealed,
        open_name=one.open_name,
        digest=one.read.digest,
        size=one.read.size,
        package_identifier=facts.package_identifier,
        manifest=facts.manifest,
        spine=facts.spine,
        contents=facts.contents,
        fixed_layout=facts.fixed_layout,
        right_to_left=facts.right_to_left,
        pages=facts.pages,
    )


def prepared_record(one: ReadBook) -> Prepared:
    """Returns the record of a book, prepared like a record of a file."""
    parsed = one.parsed
    record = parsed.record if parsed else None
    remarks = parsed.remarks if parsed else ()
    problem = one.code if record is None else ""
    ready = prepare(Item(one.number, one.number, record, problem, remarks))
    return ready._replace(label=one.name[:LABEL])


def _clean_up(stored: Iterable[StoredBook]) -> None:
    """Cleans up after an import that was stopped meanwhile: erases files that were encrypted for
    the batch, and unused covers. Open files stay, because another import may be about to use
    them."""
    with transaction.atomic():
        for one in stored:
            erase_duplicate(one)
        parsed = [one.read.parsed for one in stored]
        pictures.erase_later(one.cover.digest for one in parsed if one and one.cover)


def _name(one: StoredBook) -> str:
    return one.read.parsed.record.title if one.read.parsed else ""


def erase_duplicate(one: StoredBook) -> None:
    """Erases a stored file that is not needed, because its content was there first."""
    if one.sealed is not None and one.read.file is None:
        sealed_files.erase(one.sealed, actor=WORKER, reason=IN_USE)
