"""Imports titles: a file of records or a list of book files is checked in a dry run, imported by a
job (`jobs`), and undone where needed."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from django.db import transaction

from records import formats
from records.formats import json_lines
from records.record import Record
from rontal.accounts.roles import TITLE_IMPORTERS
from rontal.catalogue.errors import BookAlreadyPresent, BookOfAnother
from rontal.catalogue.importing import events, inspecting, metadata_files
from rontal.catalogue.importing.errors import NothingChosen
from rontal.catalogue.importing.importer import IMPORTER
from rontal.catalogue.importing.inspecting import Inspected
from rontal.catalogue.importing.kinds import OpenAccess, Options, Source
from rontal.catalogue.importing.models import Import, ImportFile, Proposal
from rontal.catalogue.importing.states import PROPOSAL_TRANSITIONS, ProposalState
from rontal.catalogue.importing.steps import archives, books
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.steps import editing
from rontal.core import clock, sealed_files, transitions
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.events import emit
from rontal.core.models import SealedFile
from rontal.core.statements import BATCH
from rontal.imports.states import ImportState

STOPPED: Final = "import_stopped"
_I = ImportState


def start_import(
    *, content: IO[bytes], file_name: str, options: Options, actor: Actor, wait: float = 0
) -> Import:
    """Stores a file for an import: a file of records (MARC, MARCXML, ONIX, a table), one book file,
    or a ZIP of books. Waits at most `wait` seconds until others are decoded.

    Raises NotAllowed, subclasses of FileRefused and TableRefused, DecodersBusy, OSError where the
    storage is full.
    """
    actor.require_or_system(*TITLE_IMPORTERS)
    file = inspecting.inspect(content, file_name, wait=wait)
    return start_inspected(file=file, options=options, actor=actor)


def start_inspected(*, file: Inspected, options: Options, actor: Actor) -> Import:
    """Does the same for a file that was inspected. Raises NotAllowed, OSError."""
    actor.require_or_system(*TITLE_IMPORTERS)
    if file.kind is formats.Kind.ZIP:
        return start_books(files=[], zips=[file], options=options, actor=actor)
    if file.kind not in formats.RECORDS:
        return start_books(files=[(file.name, file.content)], options=options, actor=actor)
    return _start(
        file.content, file.name, Source.RECORDS, file.kind.value, options, actor,
        columns=file.columns,
    )  # fmt: skip


def start_records(
    *, records: Iterable[Record], name: str, options: Options, actor: Actor
) -> Import:
    """Stores records that staff picked from another library. Raises NotAllowed, NothingChosen."""
    actor.require_or_system(*TITLE_IMPORTERS)
    packed = json_lines.pack(records)
    if not packed.getbuffer().nbytes:
        raise NothingChosen
    return _start(packed, name, Source.PICKED, json_lines.KIND, options, actor)


def start_books(
    *,
    files: Sequence[tuple[str, IO[bytes]]],
    zips: Sequence[Inspected] = (),
    options: Options,
    actor: Actor,
) -> Import:
    """Stores book files (EPUB, PDF, CBZ) and ZIPs of books, each encrypted; the job unpacks the
    ZIPs. A metadata file (`.opf`, `.json`, `.xml`) with the same name belongs to the book beside
    it, `metadata.opf` and the like to the only book of their folder, where names contain folders.

    Raises NotAllowed, NothingChosen, OSError where the storage is full.
    """
    actor.require_or_system(*TITLE_IMPORTERS)
    if not files and not zips:
        raise NothingChosen
    chosen, beside = metadata_files.split(files)
    stored = [(name, archives.store_upload(content)) for name, content in chosen]
    packed = [(one, archives.store_upload(one.content)) for one in zips]
    listed = [book for one in zips for book, _size in one.books]
    names = [*(name for name, _file in stored), *listed]
    with transaction.atomic():
        run = _new(
            f"{names[0]} (+{len(names) - 1})" if len(names) > 1 else names[0],
            Source.BOOKS, "", options, actor, whole=len(names),
            columns=_archives(packed, len(stored)),
        )  # fmt: skip
        rows = [
            ImportFile(name=_name(name), file=file, size=file.size, beside=_beside(name, beside))
            for name, file in stored
        ]
        rows += [
            ImportFile(name=_name(book), size=size) for one in zips for book, size in one.books
        ]
        for number, row in enumerate(rows, start=1):
            row.run, row.number = run, number
        ImportFile.objects.bulk_create(rows, batch_size=BATCH)
    return run


def _archives(packed: Sequence[tuple[Inspected, SealedFile]], before: int) -> dict[str, Any]:
    """Returns `archives.ARCHIVES` for ZIPs whose books follow a number of other books."""
    found: list[dict[str, Any]] = []
    first = before + 1
    for one, file in packed:
        found.append(
            {"file": str(file.pk), "name": one.name, "first": first, "count": len(one.books)}
        )
        first += len(one.books)
    return {archives.ARCHIVES: found} if found else {}


def _beside(name: str, beside: Mapping[str, IO[bytes]]) -> str:
    metadata = beside.get(metadata_files.stem_of(name))
    return metadata_files.text_of(metadata) if metadata is not None else ""


def add_file(
    *, title_id: int, content: IO[bytes], file_name: str, access: OpenAccess, actor: Actor
) -> Import:
    """Stores a book file (EPUB, PDF, CBZ) encrypted for an existing title and defers the job that
    adds it.

    Raises NotAllowed, NotFound, TitleJoined, BookAlreadyPresent, BookOfAnother, OSError where the
    storage is full.
    """
    editing.require(actor)
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    with transaction.atomic():
        editing.lock(title_id)
    if existing := books.existing_files([digest]).get(digest):
        refused = BookAlreadyPresent if existing.title_id == title_id else BookOfAnother
        raise refused(title_id=existing.title_id, title=existing.title)
    file = archives.store_upload(content)
    options = Options(open=access)
    with transaction.atomic():
        run = _new(file_name, Source.ADDED, "", options, actor, whole=1, title_id=title_id)
        ImportFile.objects.create(
            run=run, number=1, name=_name(file_name), file=file, size=file.size
        )
        IMPORTER.move(run, _I.TAKING, actor)
        IMPORTER.defer(run, _I.TAKING)
    return run


def start_paths(*, paths: Sequence[Path], options: Options, actor: Actor) -> Import:
    """Starts an import of book files and folders of scans on this machine, for the server's
    operator; files are not copied before they are imported. Raises NotAllowed, NothingChosen."""
    actor.require_or_system(*TITLE_IMPORTERS)
    if not paths:
        raise NothingChosen
    names = f"{paths[0].name} (+{len(paths) - 1})" if len(paths) > 1 else paths[0].name
    with transaction.atomic():
        run = _new(names, Source.BOOKS, "", options, actor, whole=len(paths))
        ImportFile.objects.bulk_create(
            (
                ImportFile(run=run, number=number, name=_name(path.name), path=str(path))
                for number, path in enumerate(paths, start=1)
            ),
            batch_size=5_000,
        )
    return run


def add_columns(*, run: Import, actor: Actor, wait: float = 0) -> None:
    """Adds the structure of a table to an import that was uploaded to a version of Rontal that did
    not store it; a file that cannot be inspected has no columns. Waits at most `wait` seconds until
    others are decoded. Raises NotAllowed, NotFound, DecodersBusy."""
    actor.require_or_system(*TITLE_IMPORTERS)
    if run.file is None or "fields" in run.columns:
        return
    with (
        tempfile.TemporaryFile() as plain,
        sealed_files.open_file(run.file, actor=WORKER, reason="import") as source,
    ):
        shutil.copyfileobj(source, plain, 1 << 20)
        columns = inspecting.columns_of(plain, run.file_name, wait=wait)
    with transaction.atomic():
        run.columns = {**columns, **IMPORTER.lock(run.pk, actor).columns}
        Import.objects.filter(pk=run.pk).update(columns=run.columns)


def map_columns(
    *, import_id: int, mapping: Sequence[str | None] | None, options: Options, actor: Actor
) -> Import:
    """Sets the meaning of a table's columns and the options of an import, before the dry run or the
    import; results of an earlier dry run are deleted. Raises NotAllowed, NotFound,
    IllegalTransition."""
    with transaction.atomic():
        run = IMPORTER.lock(import_id, actor)
        columns = run.columns if mapping is None else {**run.columns, "mapping": list(mapping)}
        changes: dict[str, Any] = {"columns": columns, "options": options.to_json()}
        if run.state == _I.MAPPING:
            Import.objects.filter(pk=run.pk).update(**changes)
            run.columns, run.options = columns, options.to_json()
            return run
        return IMPORTER.begin(_I.MAPPING, import_id=run.pk, actor=actor, **changes)


def check_import(*, import_id: int, actor: Actor) -> Import:
    """Starts the dry run of a file, in a job. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.start(_I.CHECKING, import_id=import_id, actor=actor)


def import_records(*, import_id: int, actor: Actor) -> Import:
    """Starts the import of a file, in a job. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.start(_I.TAKING, import_id=import_id, actor=actor)


def undo_import(*, import_id: int, actor: Actor) -> Import:
    """Starts undoing an import, in a job. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.start(_I.UNDOING, import_id=import_id, actor=actor)


def begin_checking(*, import_id: int, actor: Actor) -> Import:
    """Begins a dry run whose job the caller runs. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.begin(_I.CHECKING, import_id=import_id, actor=actor)


def begin_importing(*, import_id: int, actor: Actor) -> Import:
    """Begins an import whose job the caller runs. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.begin(_I.TAKING, import_id=import_id, actor=actor)


def begin_undoing(*, import_id: int, actor: Actor) -> Import:
    """Begins undoing an import; the caller runs the job. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.begin(_I.UNDOING, import_id=import_id, actor=actor)


def discard_import(*, import_id: int, actor: Actor) -> Import:
    """Discards an import before anything was imported. Raises NotAllowed, NotFound,
    IllegalTransition."""
    return IMPORTER.discard(import_id=import_id, actor=actor)


def stop_import(*, import_id: int, actor: Actor) -> Import:
    """Stops an import where it stands: what was imported stays, and can be undone. Raises
    NotAllowed, NotFound, IllegalTransition."""
    with transaction.atomic():
        run = IMPORTER.lock(import_id, actor)
        if run.state != _I.TAKING or run.source == Source.ADDED:
            raise IllegalTransition(frm=run.state, to=_I.DONE.value)
        emit(events.STOPPED, actor=actor, subject=run)
        IMPORTER.end(run, _I.TAKING, _I.DONE, error=STOPPED)
    return run


def reject_proposal(*, proposal_id: int, actor: Actor) -> None:
    """Keeps two similar titles apart. Raises NotAllowed, NotFound, IllegalTransition."""
    actor.require_or_system(*TITLE_IMPORTERS)
    with transaction.atomic():
        proposal = NotFound.if_none(
            Proposal.objects.select_related("newer").filter(pk=proposal_id).first()
        )
        decided = {"decided_at": clock.now(), "decided_by_id": actor.id}
        transitions.move(proposal, ProposalState.APART, table=PROPOSAL_TRANSITIONS, **decided)
        emit(events.APART, actor=actor, subject=proposal.newer, data={"older": proposal.older_id})


def _start(
    content: IO[bytes],
    name: str,
    source: Source,
    kind: str,
    options: Options,
    actor: Actor,
    columns: dict[str, Any] | None = None,
) -> Import:
    content.seek(0)
    file = sealed_files.store(
        content, purpose="records", content_type="application/octet-stream", personal=False
    )
    with transaction.atomic():
        return _new(name, source, kind, options, actor, whole=file.size, file=file, columns=columns)


def _new(
    name: str,
    source: Source,
    kind: str,
    options: Options,
    actor: Actor,
    *,
    whole: int,
    file: SealedFile | None = None,
    columns: dict[str, Any] | None = None,
    title_id: int | None = None,
) -> Import:
    run = Import(
        staff_id=actor.id, source=source, kind=kind, file=file, file_name=_name(name),
        options=options.to_json(), whole=whole, columns=columns or {}, title_id=title_id,
    )  # fmt: skip
    run.save(force_insert=True)
    emit(events.STARTED, actor=actor, subject=run, data={"kind": kind or source.value})
    return run


def _name(name: str) -> str:
    return " ".join(name.replace("\x00", "").split())[-200:] or "-"
