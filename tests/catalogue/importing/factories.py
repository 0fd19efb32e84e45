"""Runs for tests."""

import io
from collections.abc import Sequence
from pathlib import Path

from rontal.catalogue.importing import jobs, services
from rontal.catalogue.importing.kinds import OpenAccess, Options
from rontal.catalogue.importing.models import Import
from rontal.catalogue.record import Credit, Number, Record
from rontal.catalogue.rules import Scheme
from rontal.kernel.actors import Actor

SYSTEM = Actor.system("tests")
FOREVER = float("inf")
ISBN, OTHER_ISBN = "9789799731234", "9786020324784"


def record(title: str = "Laskar Pelangi", *, isbn: str = "", **parts: object) -> Record:
    """A record of a novel."""
    numbers = [Number(Scheme.ISBN, isbn)] if isbn else []
    facts: dict[str, object] = {
        "credits": [Credit("Andrea Hirata", "Hirata, Andrea")],
        "year": 2005,
        "language": "id",
        "numbers": numbers,
    }
    return Record(title=title, **(facts | parts))  # type: ignore[arg-type]


def begun(records: Sequence[Record], options: Options | None = None) -> Import:
    """A run of records that is being taken in."""
    run = services.start_records(
        records=records, name="uji", options=options or Options(), actor=SYSTEM
    )
    return services.begin_taking(import_id=run.pk, actor=SYSTEM)


def taken(records: Sequence[Record], options: Options | None = None) -> Import:
    """A run of records that was taken in."""
    return finished(begun(records, options))


def finished(run: Import) -> Import:
    """The run, taken in to its end."""
    jobs.take_records(import_id=run.pk, seconds=FOREVER)
    run.refresh_from_db()
    return run


def undone(run: Import) -> Import:
    """The run, taken back."""
    services.begin_undoing(import_id=run.pk, actor=SYSTEM)
    jobs.undo_titles(import_id=run.pk, seconds=FOREVER)
    run.refresh_from_db()
    return run


def checked(records: Sequence[Record], options: Options | None = None) -> Import:
    """The dry run of some records."""
    run = services.start_records(
        records=records, name="uji", options=options or Options(), actor=SYSTEM
    )
    services.begin_checking(import_id=run.pk, actor=SYSTEM)
    jobs.check_records(import_id=run.pk)
    run.refresh_from_db()
    return run


def file_taken(content: bytes, name: str, options: Options | None = None) -> Import:
    """A file, taken in."""
    run = services.start_import(
        content=io.BytesIO(content), file_name=name, options=options or Options(), actor=SYSTEM
    )
    services.begin_taking(import_id=run.pk, actor=SYSTEM)
    return finished(run)


def books_taken(paths: Sequence[Path], open_access: OpenAccess = OpenAccess.BY_RIGHTS) -> Import:
    """Book files, taken in."""
    options = Options(open=open_access)
    run = services.start_paths(paths=paths, options=options, actor=SYSTEM)
    services.begin_taking(import_id=run.pk, actor=SYSTEM)
    return finished(run)
