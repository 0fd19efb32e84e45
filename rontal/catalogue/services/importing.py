"""Imports book files on this machine synchronously, with one report per file; a bad file does not
stop the others. It is an import of `importing`, run in this process."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rontal.catalogue.importing import kinds, services
from rontal.catalogue.importing.importer import IMPORTER
from rontal.catalogue.importing.kinds import OpenAccess, Options
from rontal.catalogue.importing.steps import book_writing, books
from rontal.catalogue.importing.steps.book_writing import FileOutcome
from rontal.core.actors import Actor
from rontal.imports.states import ImportState


class Outcome(StrEnum):
    """Outcome for a file."""

    IMPORTED = "imported"
    ALREADY_THERE = "already_there"
    REFUSED = "refused"


@dataclass(frozen=True)
class ImportReport:
    """Report on one file; `code` is the reason of a refusal, "" otherwise."""

    path: Path
    outcome: Outcome
    title_id: int | None = None
    title: str = ""
    code: str = ""


Progress = Callable[[ImportReport], None]


def import_files(
    *,
    paths: Iterable[Path],
    actor: Actor,
    progress: Progress | None = None,
    open: OpenAccess = OpenAccess.BY_RIGHTS,  # noqa: A002 - named like the field of Options
) -> list[ImportReport]:
    """Imports book files, for lending or `open` to everybody; calls `progress` after each.

    A file whose content the catalogue already has changes nothing.
    """
    files = list(paths)
    if not files:
        return []
    run = services.start_paths(paths=files, options=Options(open=open), actor=actor)
    run = services.begin_importing(import_id=run.pk, actor=actor)
    reports = []
    for batch in books.batches(run, (0, 0)):
        for became in book_writing.import_books(run.pk, batch) or ():
            reports.append(_report(files[became.number - 1], became))
            if progress is not None:
                progress(reports[-1])
    IMPORTER.end(run, ImportState.TAKING, ImportState.DONE)
    return reports


def _report(path: Path, became: FileOutcome) -> ImportReport:
    if became.outcome is kinds.Outcome.WRONG:
        return ImportReport(path, Outcome.REFUSED, code=became.code)
    there = became.outcome is kinds.Outcome.SAME
    outcome = Outcome.ALREADY_THERE if there else Outcome.IMPORTED
    return ImportReport(path, outcome, became.title_id, became.title)
