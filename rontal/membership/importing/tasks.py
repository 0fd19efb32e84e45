"""Jobs of the import of members. Their arguments are ids only, and each is idempotent."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core.jobs import RETRY, labelled
from rontal.membership.claiming import services as claiming
from rontal.membership.importing import services
from rontal.membership.importing.retention import IMPORTS

logger = logging.getLogger(__name__)


@labelled(_("Dry run of a member list"))
@app.task(name="membership:check_import", queue="imports", retry=RETRY)
def check_import(*, import_id: int) -> None:
    """Validates all rows of a file."""
    services.check_rows(import_id=import_id)


@labelled(_("Import members from a list"))
@app.task(name="membership:take_import", queue="imports", retry=RETRY)
def take_import(*, import_id: int) -> None:
    services.take_rows(import_id=import_id)


@labelled(_("Undo member import"))
@app.task(name="membership:undo_import", queue="imports", retry=RETRY)
def undo_import(*, import_id: int) -> None:
    services.undo_rows(import_id=import_id)


@labelled(_("Delete expired member lists"))
@app.periodic(cron="57 18 * * *")
@app.task(name="membership:sweep_imports", queue="periodic", retry=RETRY)
def sweep_imports(timestamp: int) -> None:
    """Erases the data of old imports."""
    logger.info("swept %s imports (%s)", IMPORTS.run(services.sweep_imports), timestamp)


@labelled(_("Invite members from lists"))
@app.periodic(cron="*/5 * * * *")
@app.task(
    name="membership:invite_imported", queue="periodic", retry=RETRY, lock="membership:invite"
)
def invite_imported(timestamp: int) -> None:
    """Invites the next imported members, if staff started inviting."""
    logger.info("invited %s members (%s)", claiming.invite_some(), timestamp)
