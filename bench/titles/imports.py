"""Import of records and books: rates end to end, processor time, and the memory of the importing
process.

The records are those of the collection, written to files before it is emptied, so that every one is
new. PostgreSQL, the child process that reads and the process that writes share the machine's cores.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bench.figures import Figures
from bench.processes import Process

if TYPE_CHECKING:
    from bench.catalogue import Options

MARC_BUDGET, TABLE_BUDGET, BOOKS_BUDGET = 5_000, 8_000, 20
GROWTH_BUDGET = 16
"""Megabytes that the importing process may add after a fifth of the file."""
DISK_BUDGET = 3_000
MAX_RECORDS = 100_000
TABLES = ("title", "contributor", "titlesubject", "identifier", "agent", "subject", "series")


@dataclass(frozen=True)
class ImportCost:
    """Cost of an import: elapsed and processor seconds, MB after a fifth of the file and at its
    end.
    """

    seconds: float
    cores: float
    begun: float
    end: float


def measure(figures: Figures, options: "Options") -> None:
    """Measures the imports and adds the rows to `figures`."""
    from records.formats import Kind

    most = min(options.size, 10_000 if options.quick else MAX_RECORDS)
    with tempfile.TemporaryDirectory() as folder:
        files = [(Path(folder) / "x.marc", Kind.MARC, "MARC", MARC_BUDGET),
                 (Path(folder) / "x.csv", Kind.TABLE, "CSV", TABLE_BUDGET)]  # fmt: skip
        for path, kind, _name, _budget in files:
            with path.open("wb") as target:
                _write(target, kind, most)
        for path, _kind, name, budget in files:
            _empty()
            new = _run_import(path, most)
            figures.at_least(
                f"{name}, {most:,} records taken in", most / new.seconds, "records/s", budget
            )
            figures.add(f"{name}, time of all cores a record", new.cores / most * 1e6, "µs")
            figures.add(f"{name}, memory after a fifth of the file", new.begun, "MB")
            grown = new.end - new.begun
            figures.at_most(f"{name}, memory that was added then", grown, "MB", GROWTH_BUDGET)
            again = _run_import(path, most)
            figures.add(f"{name}, the same file again", most / again.seconds, "records/s")
        disk = _disk() / most
        figures.at_most("disk a title without files", disk, "bytes", DISK_BUDGET)
    _books(figures, options)


def _write(target: IO[bytes], kind: object, most: int) -> None:
    from records import formats
    from records.formats.identity import Identity
    from rontal.catalogue import rows

    all_rows = rows.stream("ORDER BY t.id LIMIT %s", [most])
    records = ((row.record(), Identity(str(row.id), "bench")) for row in all_rows)
    formats.write(records, kind, target)  # type: ignore[arg-type]


def _empty() -> None:
    """Deletes the collection from the benchmark's own database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE catalogue_title, catalogue_agent, catalogue_subject CASCADE")
        cursor.execute("VACUUM ANALYZE")


def _run_import(path: Path, most: int) -> ImportCost:
    before = Process(os.getpid()).core_seconds()
    words = [sys.executable, "-m", "bench.titles.single_import", str(path), path.name]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE)
    spent = Process(os.getpid()).core_seconds() - before
    report = json.loads(done.stdout)
    if report["state"] != "done" or report["records"] < most:
        raise RuntimeError(f"{path.name}: {report}")
    return ImportCost(report["seconds"], spent, report["begun"], report["end"])


def _disk() -> int:
    """Returns the bytes of the tables that hold titles, with their indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size('catalogue_' || name))"
            " FROM unnest(%s::text[]) AS name",
            [list(TABLES)],
        )
        return int(cursor.fetchone()[0])


def _books(figures: Figures, options: "Options") -> None:
    from bench import books
    from rontal.catalogue.services import Outcome, import_files
    from rontal.core.actors import Actor

    with tempfile.TemporaryDirectory() as folder:
        paths = books._books(Path(folder) / "made")
        copies = books._copies(paths, Path(folder) / "copies", 60 if options.quick else 240)
        start = time.perf_counter()
        reports = import_files(paths=copies, actor=Actor.system("bench"))
        passed = time.perf_counter() - start
    if any(report.outcome is Outcome.REFUSED for report in reports):
        raise RuntimeError("a book was refused")
    figures.at_least("EPUBs taken in by two readers", len(copies) / passed, "books/s", BOOKS_BUDGET)
