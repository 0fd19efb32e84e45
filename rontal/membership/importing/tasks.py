"""Jobs of the import of members; they carry ids alone, and each may run twice without harm."""

import logging

from procrastinate.contrib.django import app

from rontal.kernel.jobs import RETRY
from rontal.membership.claiming import services as claiming
from rontal.membership.importing import services

logger = logging.getLogger(__name__)


@app.task(name=services.CHECK, queue="imports", retry=RETRY)
def check_import(*, import_id: int) -> None:
    """Tries all rows of a file."""
    services.check_rows(import_id=import_id)


@app.task(name=services.TAKE, queue="imports", retry=RETRY)
def take_import(*, import_id: int) -> None:
    """Takes rows in."""
    services.take_rows(import_id=import_id)


@app.task(name=services.UNDO, queue="imports", retry=RETRY)
def undo_import(*, import_id: int) -> None:
    """Takes an import back."""
    services.undo_rows(import_id=import_id)


@app.periodic(cron="57 18 * * *")
@app.task(name="membership:sweep_imports", queue="periodic", retry=RETRY)
def sweep_imports(timestamp: int) -> None:
    """Erases what imports held and nobody needs any more."""
    logger.info("swept %s imports (%s)", services.sweep_imports(), timestamp)


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="membership:invite_imported", queue="periodic", retry=RETRY, lock="membership:invite"
)
def invite_imported(timestamp: int) -> None:
    """Invites some of the members whom staff let be invited."""
    logger.info("invited %s members (%s)", claiming.invite_some(), timestamp)
