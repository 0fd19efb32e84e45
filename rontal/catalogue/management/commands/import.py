"""Imports records and books of any kind and shows the progress.

An interrupted run continues with --resume.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.errors import RecordsError
from rontal.catalogue.importing import jobs, selectors, services
from rontal.catalogue.importing.kinds import OpenAccess, Options, Outcome
from rontal.catalogue.importing.models import Import, ImportRow
from rontal.catalogue.importing.path_sorting import sort_paths
from rontal.core.actors import Actor
from rontal.core.children.turns import COMMAND_WAIT
from rontal.core.errors import CodedError, DomainError
from rontal.imports.states import ImportState

ACTOR = Actor.system("rontal import")
PRINT_EVERY_SECONDS = 0.5
MAX_PRINTED = 20
MAX_NAMED = 5


class Command(BaseCommand):
    """Imports files and folders, or undoes or continues a run; ends with code 1 where something
    failed, nothing was found, or titles had to stay."""

    help = "Take books (EPUB, PDF, CBZ, scans) and records in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="*", type=Path, help="files and folders of any kinds")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of each")
        parser.add_argument("--draft", action="store_true", help="titles are seen by staff only")
        parser.add_argument("--open", action="store_true", help="everybody may have the files")
        parser.add_argument(
            "--overwrite", action="store_true", help="correct titles that are here by the file"
        )
        parser.add_argument("--undo", type=int, metavar="RUN", help="take what a run brought back")
        parser.add_argument("--resume", type=int, metavar="RUN", help="go on with a run")

    def handle(
        self, *, path: list[Path], undo: int | None, resume: int | None, **options: Any
    ) -> None:
        if not (path or undo or resume):
            raise CommandError("name a file or folder, or --undo RUN, or --resume RUN")
        if undo:
            complete = self._undo(undo)
        elif resume:
            complete = self._resume(resume)
        else:
            access = OpenAccess.ALL if options["open"] else OpenAccess.BY_RIGHTS
            chosen = Options(options["draft"], access, options["overwrite"])
            complete = self._import(path, chosen, dry=options["dry_run"])
        if not complete:
            sys.exit(1)

    def _import(self, paths: list[Path], options: Options, *, dry: bool) -> bool:
        found = sort_paths(paths)
        results = [self._import_records(path, options, dry=dry) for path in found.records]
        if found.books:
            books = services.start_paths(paths=found.books, options=options, actor=ACTOR)
            results.append(self._run(books.pk, dry=dry))
        if found.others:
            named = ", ".join(path.name for path in found.others[:MAX_NAMED])
            more = ", …" if len(found.others) > MAX_NAMED else ""
            self.stdout.write(f"Left alone, of another kind: {len(found.others)} ({named}{more})")
        if not results:
            self.stdout.write("No books and no records there.")
        return bool(results) and all(results)

    def _import_records(self, path: Path, options: Options, *, dry: bool) -> bool:
        try:
            with path.open("rb") as content:
                run = services.start_import(
                    content=content, file_name=path.name, options=options, actor=ACTOR,
                    wait=COMMAND_WAIT,
                )  # fmt: skip
            return self._run(run.pk, dry=dry)
        except (DomainError, RecordsError, OSError) as error:
            why = error.code if isinstance(error, CodedError) else error.strerror or str(error)
            self.stdout.write(f"{path.name}: {why.replace('_', ' ')}")
            return False

    def _run(self, import_id: int, *, dry: bool) -> bool:
        if dry:
            services.begin_checking(import_id=import_id, actor=ACTOR)
            jobs.check_records(import_id=import_id, report_progress=_progress())
            complete = self._print_report(import_id)
            services.discard_import(import_id=import_id, actor=ACTOR)
            return complete
        services.begin_importing(import_id=import_id, actor=ACTOR)
        jobs.import_records(import_id=import_id, seconds=float("inf"), report_progress=_progress())
        return self._print_report(import_id)

    def _undo(self, import_id: int) -> bool:
        """Undoes a run, or continues undoing it; returns False where titles had to stay."""
        if selectors.import_for_staff(import_id, ACTOR).state != ImportState.UNDOING:
            services.begin_undoing(import_id=import_id, actor=ACTOR)
        jobs.undo_titles(import_id=import_id, seconds=float("inf"), report_progress=_progress())
        run = selectors.import_for_staff(import_id, ACTOR)
        gone, kept = run.of(Outcome.GONE), run.of(Outcome.KEPT)
        self.stdout.write(f"\nRun {run.pk}: {gone} titles are gone, {kept} stay.")
        return not kept

    def _resume(self, import_id: int) -> bool:
        if selectors.import_for_staff(import_id, ACTOR).state == ImportState.UNDOING:
            return self._undo(import_id)
        jobs.import_records(import_id=import_id, seconds=float("inf"), report_progress=_progress())
        return self._print_report(import_id)

    def _print_report(self, import_id: int) -> bool:
        """Prints the report of a run; returns False where something failed."""
        run = selectors.import_for_staff(import_id, ACTOR)
        outcomes = ", ".join(f"{run.of(one)} {one.value}" for one in Outcome if run.of(one))
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        line = f"Run {run.pk}, {run.file_name}: {outcomes or 'nothing'} {run.error}"
        self.stdout.write(line.strip())
        for code, number in selectors.code_counts(run)[:MAX_PRINTED]:
            self.stdout.write(f"  {number} {code.replace('_', ' ')}")
        wrong = ImportRow.objects.filter(run=run, outcome=Outcome.WRONG).order_by("number")
        for row in wrong[:MAX_PRINTED]:
            self.stdout.write(
                f"  {row.number} {row.label}: {' '.join(row.codes)}".replace("_", " ")
            )
        if (more := run.of(Outcome.WRONG) - MAX_PRINTED) > 0:
            self.stdout.write(f"  and {more} more; all of them, in words: /meja/impor/{run.pk}/")
        return not (run.of(Outcome.WRONG) or run.error)


def _progress() -> Callable[[Import], None]:
    """Returns a callback that prints the progress, speed and remaining time of a run."""
    begun, printed_at, first = time.monotonic(), 0.0, 0

    def tell(run: Import) -> None:
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
