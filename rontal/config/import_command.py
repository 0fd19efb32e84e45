"""`rontal import`: imports records and books of any kind and shows the progress.

An interrupted run continues with --resume.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from records.formats.kinds import BOOKS

if TYPE_CHECKING:
    from rontal.catalogue.importing.kinds import Options
    from rontal.catalogue.importing.models import Import
    from rontal.core.actors import Actor

RECORDS = (".mrc", ".marc", ".iso", ".xml", ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".onix")
PACKED = (".zip",)
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")
BESIDE = ("comicinfo.xml", "metadata.xml", "metadata.json", "metadata.opf")
PRINT_EVERY_SECONDS = 0.5
MAX_PRINTED = 20
MAX_NAMED = 5


@dataclass(frozen=True)
class SortedPaths:
    """Files found at the paths.

    `books` (with folders of scans) form one run; each file of records or ZIP in `records` is a
    separate run; `others` are of an unknown kind.
    """

    books: list[Path]
    records: list[Path]
    others: list[Path]


def run(
    paths: list[Path], *, dry: bool, draft: bool, lay_open: bool, overwrite: bool = False
) -> int:
    """Imports the files at the paths; returns 1 where something failed or nothing was found."""
    from records.errors import RecordsError
    from rontal.catalogue.importing import services
    from rontal.catalogue.importing.kinds import OpenAccess, Options
    from rontal.core.errors import CodedError, DomainError

    access = OpenAccess.ALL if lay_open else OpenAccess.BY_RIGHTS
    options = Options(draft, access, overwrite)
    sorted_paths, wrong, begun = sort_paths(paths), 0, 0
    for path in sorted_paths.records:
        try:
            wrong += _run_import(_records(path, options).pk, dry=dry)
            begun += 1
        except (DomainError, RecordsError, OSError) as error:
            wrong += 1
            why = error.code if isinstance(error, CodedError) else error.strerror or str(error)
            print(f"{path.name}: {why.replace('_', ' ')}", flush=True)
    if sorted_paths.books:
        books = services.start_paths(paths=sorted_paths.books, options=options, actor=_actor())
        wrong += _run_import(books.pk, dry=dry)
        begun += 1
    if sorted_paths.others:
        named = ", ".join(path.name for path in sorted_paths.others[:MAX_NAMED])
        more = ", …" if len(sorted_paths.others) > MAX_NAMED else ""
        print(
            f"Left alone, of another kind: {len(sorted_paths.others)} ({named}{more})", flush=True
        )
    if not begun and not wrong:
        print("No books and no records there.")
    return 1 if wrong or not begun else 0


def undo(import_id: int) -> int:
    """Undoes a run, or continues undoing it; returns 1 where titles had to stay."""
    from rontal.catalogue.importing import jobs, selectors, services
    from rontal.catalogue.importing.kinds import Outcome
    from rontal.imports.states import ImportState

    if selectors.import_for_staff(import_id, _actor()).state != ImportState.UNDOING:
        services.begin_undoing(import_id=import_id, actor=_actor())
    jobs.undo_titles(import_id=import_id, seconds=float("inf"), report_progress=_progress())
    run = selectors.import_for_staff(import_id, _actor())
    print(f"\nRun {run.pk}: {run.of(Outcome.GONE)} titles are gone, {run.of(Outcome.KEPT)} stay.")
    return 1 if run.of(Outcome.KEPT) else 0


def resume(import_id: int) -> int:
    """Continues an interrupted run."""
    from rontal.catalogue.importing import jobs, selectors
    from rontal.imports.states import ImportState

    if selectors.import_for_staff(import_id, _actor()).state == ImportState.UNDOING:
        return undo(import_id)
    jobs.import_records(import_id=import_id, seconds=float("inf"), report_progress=_progress())
    return _print_report(import_id)


def sort_paths(paths: list[Path]) -> SortedPaths:
    """Sorts the files at the paths by kind.

    A folder with images and no book file is one book of scans.
    """
    books: list[Path] = []
    records: list[Path] = []
    for path in chain.from_iterable(map(_walk, paths)):
        ending = path.suffix.lower()
        is_record = ending in RECORDS or (path.is_file() and ending not in BOOKS)
        (records if is_record else books).append(path)
    return SortedPaths(
        books, records, [path for folder in paths for path in _unsupported_files(folder)]
    )


def _unsupported_files(folder: Path) -> Iterator[Path]:
    """Yields files in a folder whose kind is not supported."""
    for path in sorted(folder.rglob("*") if folder.is_dir() else ()):
        known = (
            path.suffix.lower() in (*BOOKS, *RECORDS, *PACKED, *PICTURES)
            or path.name.lower() in BESIDE
        )
        known = known or any(path.with_suffix(ending).exists() for ending in BOOKS)
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not known and not hidden:
            yield path


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    files = [entry for entry in entries if entry.is_file()]
    books = [entry for entry in files if entry.suffix.lower() in BOOKS]
    if not books and any(entry.suffix.lower() in PICTURES for entry in files):
        yield path
    stems = {book.stem for book in books}
    for entry in files:
        beside = entry.name.lower() in BESIDE or entry.stem in stems
        ending = entry.suffix.lower()
        if entry in books or ending in PACKED or (ending in RECORDS and not beside):
            yield entry
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)


def _records(path: Path, options: "Options") -> "Import":
    from rontal.catalogue.importing import services

    with path.open("rb") as content:
        return services.start_import(
            content=content, file_name=path.name, options=options, actor=_actor()
        )


def _run_import(import_id: int, *, dry: bool) -> int:
    from rontal.catalogue.importing import jobs, services

    if dry:
        services.begin_checking(import_id=import_id, actor=_actor())
        jobs.check_records(import_id=import_id, report_progress=_progress())
        code = _print_report(import_id)
        services.discard_import(import_id=import_id, actor=_actor())
        return code
    services.begin_importing(import_id=import_id, actor=_actor())
    jobs.import_records(import_id=import_id, seconds=float("inf"), report_progress=_progress())
    return _print_report(import_id)


def _progress() -> "Callable[[Import], None]":
    """Returns a callback that prints the progress, speed and remaining time of a run."""
    begun, printed_at, first = time.monotonic(), 0.0, 0

    def tell(run: "Import") -> None:
        nonlocal printed_at, first
        now = time.monotonic()
        if now - printed_at < PRINT_EVERY_SECONDS:
            return
        printed_at, first = now, first or run.done
        passed = max(now - begun, 0.001)
        left = (run.whole - run.done) / max(run.done / passed, 0.001)
        line = f"{run.file_name}: {run.records} ({run.records / passed:.0f}/s), {left:.0f} s left"
        with suppress(BrokenPipeError):
            sys.stderr.write(f"\r\033[K{line}" if sys.stderr.isatty() else f"{line}\n")
            sys.stderr.flush()

    return tell


def _print_report(import_id: int) -> int:
    """Prints the report of a run; returns 1 where something failed."""
    from rontal.catalogue.importing import selectors
    from rontal.catalogue.importing.kinds import Outcome
    from rontal.catalogue.importing.models import ImportRow

    run = selectors.import_for_staff(import_id, _actor())
    outcomes = ", ".join(f"{run.of(one)} {one.value}" for one in Outcome if run.of(one))
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    print(f"Run {run.pk}, {run.file_name}: {outcomes or 'nothing'} {run.error}".strip(), flush=True)
    for code, number in selectors.code_counts(run)[:MAX_PRINTED]:
        print(f"  {number} {code.replace('_', ' ')}")
    wrong = ImportRow.objects.filter(run=run, outcome=Outcome.WRONG).order_by("number")
    for row in wrong[:MAX_PRINTED]:
        print(f"  {row.number} {row.label}: {' '.join(row.codes)}".replace("_", " "))
    if (more := run.of(Outcome.WRONG) - MAX_PRINTED) > 0:
        print(f"  and {more} more; all of them, in words: /meja/impor/{run.pk}/")
    return 1 if run.of(Outcome.WRONG) or run.error else 0


def _actor() -> "Actor":
    from rontal.core.actors import Actor

    return Actor.system("rontal import")
