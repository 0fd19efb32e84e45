"""Import of 100,000 members, 3,000 rows of them wrong: reading, validating, dry run and import.

The list is an export of SLiMS, as CSV and as XLSX. Reading and validating are measured without a
database, the dry run and the import with a database of their own. Memory is the peak of the process
during the work minus its memory at the start; a spreadsheet is read in a child process, whose time
counts and whose memory does not.
"""

import contextlib
import io
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figures, main

if TYPE_CHECKING:
    from rontal.core.actors import Actor

MANY, FEW = 100_000, 5_000
WRONG_IN_A_HUNDRED = 3
MAX_CHECK_SECONDS = {"CSV": 0.25, "XLSX": 0.6}
MAX_DRY_RUN_SECONDS, MAX_IMPORT_SECONDS = 1.0, 2.0
"""Processor seconds of this process and its children for 1,000 rows."""
MAX_MEMORY = 150.0


def measure(figures: Figures, quick: bool) -> None:
    """Measures reading and validating, then the dry run and the import."""
    count = FEW if quick else MANY
    raw = _csv(count)
    with _database():
        _judged(figures, "CSV", raw, count)
        _judged(figures, "XLSX", _xlsx(min(count, 20_000)), min(count, 20_000))
        _measure_imported(figures, raw, count)


class Watch:
    """Measures a piece of work: elapsed time and processor time."""

    def __init__(self) -> None:
        self._clock, self._core = time.perf_counter(), _processor_time()

    def add_rows(self, figures: Figures, name: str, count: int, most: float) -> None:
        """Adds the rows a second, and the processor seconds for 1,000 rows."""
        clock, core = time.perf_counter() - self._clock, _processor_time() - self._core
        figures.add(name, count / clock, "rows/s")
        figures.at_most(f"{name}: core", core * 1000 / count, "s for 1,000", most)


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Memory:
    """Measures the peak memory of this process from now on; resets the peak that Linux recorded."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")
        self._before = self._peak()

    def grown(self) -> float:
        """Returns the increase of the peak since the start, in MB."""
        return self._peak() - self._before

    def _peak(self) -> float:
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _csv(count: int) -> bytes:
    from bench.member_lists import slims

    return slims(count, wrong=count * WRONG_IN_A_HUNDRED // 100).encode()


def _xlsx(count: int) -> bytes:
    from bench.member_lists import SLIMS, rows, workbook

    people = rows(count, wrong=count * WRONG_IN_A_HUNDRED // 100)
    return workbook(SLIMS, *(list(person.values()) for person in people))


def _judged(figures: Figures, kind: str, raw: bytes, count: int) -> None:
    from records.tables import open_table
    from rontal.membership.importing.rules import rows
    from rontal.membership.importing.rules.columns import recognise
    from rontal.membership.selectors.dates import today

    memory, day = Memory(), today()
    table = open_table(io.BytesIO(raw))
    fields = recognise([line.cells for line in islice(table.lines(), 200)]).fields
    watch, wrong = Watch(), 0
    for line in islice(table.lines(), 1, None):
        row = rows.validate_row(line.cells, fields, today=day, lenient=False, broken=line.broken)
        wrong += bool(row.problems)
    figures.add(f"{kind}: size of {count} rows", len(raw) / 1e6, "MB")
    watch.add_rows(figures, f"{kind}: read and judged", count, MAX_CHECK_SECONDS[kind])
    figures.at_most(f"{kind}: memory", memory.grown(), "MB", MAX_MEMORY)
    missed = abs(wrong - count * WRONG_IN_A_HUNDRED // 100)
    figures.at_most(f"{kind}: wrong rows not found, or found too many", missed, "", 0)


def _measure_imported(figures: Figures, raw: bytes, count: int) -> None:
    from rontal.membership.importing import selectors, services
    from rontal.membership.importing.layout import names_of
    from rontal.membership.importing.states import RowState

    memory, actor = Memory(), _head()
    run = services.start_import(content=io.BytesIO(raw), file_name="bench.csv", actor=actor)
    fields = names_of(selectors.layout_of(run).fields)
    services.check_import(import_id=run.pk, fields=fields, lenient=False, actor=actor)
    watch = Watch()
    services.check_rows(import_id=run.pk)
    watch.add_rows(figures, "dry run", count, MAX_DRY_RUN_SECONDS)
    services.begin_import(import_id=run.pk, actor=actor)
    watch = Watch()
    while selectors.import_for_staff(run.pk, actor).state == "taking":
        services.take_rows(import_id=run.pk)
    imported = selectors.counts(run).of(RowState.TAKEN)
    watch.add_rows(figures, "taken in", imported, MAX_IMPORT_SECONDS)
    figures.at_most("dry run and taking in: memory", memory.grown(), "MB", MAX_MEMORY)
    figures.at_most(
        "rows that are right and were not taken in", count * 97 // 100 - imported, "", 0
    )


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """Creates an empty library of its own."""
    with tempfile.TemporaryDirectory(prefix="rontal-bench-") as folder:
        Path(folder).chmod(0o755)  # the database may run as another user
        os.environ |= {"RONTAL_MODE": "demo", "RONTAL_HOME": str(Path(folder) / "home")}
        from django.core.management import call_command

        from rontal.config import command, env

        with command.database(env.read()):
            call_command("init", quiet=True)
            yield


def _head() -> "Actor":
    from rontal.accounts import services
    from rontal.accounts.roles import Role
    from rontal.accounts.selectors import actor_of
    from rontal.core.actors import Actor

    user = services.add_staff(
        login_name="kepala.bangku",
        email="kepala.bangku@contoh.example",
        name="Kepala",
        password="daun lontar kering",
        roles=[Role.HEAD],
        actor=Actor.system("bench"),
    )
    return actor_of(user)


if __name__ == "__main__":
    main(measure, __doc__)
