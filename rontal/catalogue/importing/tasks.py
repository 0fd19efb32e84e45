"""Jobs of imports into the catalogue; they carry ids and names of pictures alone, and each may run
twice without harm."""

import logging

from procrastinate.contrib.django import app

from rontal.catalogue.importing import jobs, services
from rontal.catalogue.importing.steps import pictures
from rontal.kernel.jobs import RETRY

logger = logging.getLogger(__name__)


@app.task(name=services.CHECK, queue="imports", retry=RETRY)
def check_import(*, import_id: int) -> None:
    """Tries all records of a file, or all files."""
    jobs.check_records(import_id=import_id)


@app.task(name=services.TAKE, queue="imports", retry=RETRY)
def take_import(*, import_id: int) -> None:
    """Takes records or files in."""
    jobs.take_records(import_id=import_id)


@app.task(name=services.UNDO, queue="imports", retry=RETRY)
def undo_import(*, import_id: int) -> None:
    """Takes an import back."""
    jobs.undo_titles(import_id=import_id)


@app.task(name=pictures.ERASE, queue="imports", retry=RETRY)
def erase_covers(*, digests: list[str]) -> None:
    """Erases pictures of covers that an undo left without a title."""
    pictures.erase_unused(digests)


@app.periodic(cron="17 19 * * *")
@app.task(name="catalogue:sweep_imports", queue="periodic", retry=RETRY)
def sweep_imports(timestamp: int) -> None:
    """Gives up imports that nobody went on with."""
    logger.info("swept %s imports of titles (%s)", jobs.sweep_imports(), timestamp)
