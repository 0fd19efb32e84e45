"""Factories of imports."""

import io
from collections.abc import Sequence
from pathlib import Path

from records.codes import Scheme
from records.record import Credit, Number, Record
from rontal.catalogue.importing import jobs, services
from rontal.catalogue.importing.kinds import OpenAccess, Options
from rontal.catalogue.importing.models import Import
from rontal.core.actors import Actor

SYSTEM = Actor.system("tests")
FOREVER = float("inf")
ISBN, OTHER_ISBN = "9789799731234", "9786020324784"


def record(title: str = "Laskar Pelangi", *, isbn: str = "", **parts: object) -> Record:
    """Returns a record of a novel."""
    numbers = [Number(Scheme.ISBN, isbn)] if isbn else []
    facts: dict[str, object] = {
        "credits": [Credit("Andrea Hirata", "Hirata, Andrea")],
        "year": 2005,
        "language": "id",
        "numbers": numbers,
    }
    return Record(title=title, **(facts | parts))  # type: ignore[arg-type]


def begun(records: Sequence[Record], options: Options | None = None) -> Import:
    """Starts an import of records, ready for its job."""
    run = services.start_records(
        records=records, name="uji", options=options or Options(), actor=SYSTEM
    )
    return services.begin_importing(import_id=run.pk, actor=SYSTEM)


def imported(records: Sequence[Record], options: Options | None = None) -> Import:
    """Imports records to the end."""
    return finished(begun(records, options))


def finished(run: Import) -> Import:
    """Runs the import to its end and returns it."""
    jobs.import_records(import_id=run.pk, seconds=FOREVER)
    run.refresh_from_db()
    return run


def undone(run: Import) -> Import:
    """Undoes the import and returns it."""
    services.begin_undoing(import_id=run.pk, actor=SYSTEM)
    jobs.undo_titles(import_id=run.pk, seconds=FOREVER)
    run.refresh_from_db()
    return run


def checked(records: Sequence[Record], options: Options | None = None) -> Import:
    """Runs the dry run of some records and returns the import."""
    run = services.start_records(
        records=records, name="uji", options=options or Options(), actor=SYSTEM
    )
    services.begin_checking(import_id=run.pk, actor=SYSTEM)
    jobs.check_records(import_id=run.pk)
    run.refresh_from_db()
    return run


def file_imported(content: bytes, name: str, options: Options | None = None) -> Import:
    """Imports a file to the end."""
    run = services.start_import(
        content=io.BytesIO(content), file_name=name, options=options or Options(), actor=SYSTEM
    )
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    return finished(run)


def books_imported(paths: Sequence[Path], open_access: OpenAccess = OpenAccess.BY_RIGHTS) -> Import:
    """Imports book files to the end."""
    options = Options(open=open_access)
    run = services.start_paths(paths=paths, options=options, actor=SYSTEM)
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    return finished(run)
