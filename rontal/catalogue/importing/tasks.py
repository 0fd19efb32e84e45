"""Background tasks of imports into the catalogue; their arguments are only ids and digests of
pictures, and each task is idempotent."""

import logging

from procrastinate.contrib.django import app

from rontal.catalogue.importing import jobs
from rontal.catalogue.importing.steps import pictures
from rontal.core.jobs import RETRY

logger = logging.getLogger(__name__)


@app.task(name="catalogue:check_import", queue="imports", retry=RETRY)
def check_import(*, import_id: int) -> None:
    """Runs the dry run of an import."""
    jobs.check_records(import_id=import_id)


@app.task(name="catalogue:take_import", queue="imports", retry=RETRY)
def take_import(*, import_id: int) -> None:
    """Imports records or files."""
    jobs.import_records(import_id=import_id)


@app.task(name="catalogue:undo_import", queue="imports", retry=RETRY)
def undo_import(*, import_id: int) -> None:
    jobs.undo_titles(import_id=import_id)


@app.task(name=pictures.ERASE, queue="imports", retry=RETRY)
def erase_covers(*, digests: list[str]) -> None:
    """Erases cover pictures that an undo left unused."""
    pictures.erase_unused(digests)


@app.periodic(cron="17 19 * * *")
@app.task(name="catalogue:sweep_imports", queue="periodic", retry=RETRY)
def sweep_imports(timestamp: int) -> None:
    """Discards abandoned imports."""
    logger.info("swept %s imports of titles (%s)", jobs.sweep_imports(), timestamp)
