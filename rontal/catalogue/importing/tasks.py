"""Background tasks of imports into the catalogue; their arguments are only ids and digests of
pictures, and each task is idempotent."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.catalogue.importing import jobs
from rontal.catalogue.importing.steps import pictures
from rontal.core.jobs import RETRY, labelled

logger = logging.getLogger(__name__)


@labelled(_("Dry run of an import"))
@app.task(name="catalogue:check_import", queue="imports", retry=RETRY)
def check_import(*, import_id: int) -> None:
    """Runs the dry run of an import."""
    jobs.check_records(import_id=import_id)


@labelled(_("Import records or book files"))
@app.task(name="catalogue:take_import", queue="imports", retry=RETRY)
def take_import(*, import_id: int) -> None:
    """Imports records or files."""
    jobs.import_records(import_id=import_id)


@labelled(_("Undo title import"))
@app.task(name="catalogue:undo_import", queue="imports", retry=RETRY)
def undo_import(*, import_id: int) -> None:
    jobs.undo_titles(import_id=import_id)


@labelled(_("Delete covers left by an undone import"))
@app.task(name=pictures.ERASE, queue="imports", retry=RETRY)
def erase_covers(*, digests: list[str]) -> None:
    """Erases cover pictures that an undo left unused."""
    pictures.erase_unused(digests)


@labelled(_("Discard abandoned title imports"))
@app.periodic(cron="17 19 * * *")
@app.task(name="catalogue:sweep_imports", queue="periodic", retry=RETRY)
def sweep_imports(timestamp: int) -> None:
    """Discards abandoned imports."""
    logger.info("swept %s imports of titles (%s)", jobs.sweep_imports(), timestamp)
