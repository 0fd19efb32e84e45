"""Records and books taken in: rates end to end, with the memory of who writes.

The records are those of the collection, written to files before it is emptied, so that every one
is new. PostgreSQL, the child that reads and the process that writes share the machine's cores.
"""

import resource
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bench.figures import Figures

if TYPE_CHECKING:
    from bench.catalogue import Options

MARC_BUDGET, TABLE_BUDGET, BOOKS_BUDGET = 5_000, 8_000, 20
MOST = 100_000


def measure(figures: Figures, options: "Options") -> None:
    """Fills the rows."""
    from rontal.catalogue.formats import Kind

    most = min(options.size, 10_000 if options.quick else MOST)
    with tempfile.TemporaryFile() as marc, tempfile.TemporaryFile() as table:
        _write(marc, Kind.MARC, most)
        _write(table, Kind.TABLE, most)
        for name, content, budget in (
            ("MARC", marc, MARC_BUDGET), ("CSV", table, TABLE_BUDGET),
        ):  # fmt: skip
            _empty()
            before = _memory()
            seconds = _take(content, f"x.{name.lower()}", most)
            figures.at_least(
                f"{name}, {most:,} records taken in", most / seconds, "records/s", budget
            )
            figures.add(f"{name}, memory that was added", _memory() - before, "MB")
            again = _take(content, f"x.{name.lower()}", most)
            figures.add(f"{name}, the same file again", most / again, "records/s")
    _books(figures, options)


def _write(target: IO[bytes], kind: object, most: int) -> None:
    from rontal.catalogue import formats, rows

    found = rows.stream("ORDER BY t.id LIMIT %s", [most])
    formats.write(found, kind, target, source="bench")  # type: ignore[arg-type]


def _empty() -> None:
    """The collection goes, as it came: into this database of the bench alone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE catalogue_title, catalogue_agent, catalogue_subject CASCADE")
        cursor.execute("VACUUM ANALYZE")


def _take(content: IO[bytes], name: str, most: int) -> float:
    from rontal.catalogue.importing import jobs, services
    from rontal.catalogue.importing.kinds import Options
    from rontal.catalogue.importing.models import Import
    from rontal.kernel.actors import Actor

    actor = Actor.system("bench")
    content.seek(0)
    start = time.perf_counter()
    run = services.start_import(content=content, file_name=name, options=Options(), actor=actor)
    services.begin_taking(import_id=run.pk, actor=actor)
    jobs.take_records(import_id=run.pk, seconds=float("inf"))
    passed = time.perf_counter() - start
    run = Import.objects.get(pk=run.pk)
    if run.state != "done" or run.records < most:
        raise RuntimeError(f"{name}: {run.state} {run.error} {run.counts}")
    return passed


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _books(figures: Figures, options: "Options") -> None:
    from bench import books
    from rontal.catalogue.services import Outcome, import_files
    from rontal.kernel.actors import Actor

    with tempfile.TemporaryDirectory() as folder:
        made = books._books(Path(folder) / "made")
        copies = books._copies(made, Path(folder) / "copies", 60 if options.quick else 240)
        start = time.perf_counter()
        reports = import_files(paths=copies, actor=Actor.system("bench"))
        passed = time.perf_counter() - start
    if any(report.outcome is Outcome.REFUSED for report in reports):
        raise RuntimeError("a book was refused")
    figures.at_least("EPUBs taken in by two readers", len(copies) / passed, "books/s", BOOKS_BUDGET)
