"""Background tasks of the catalogue outside of imports."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.catalogue.steps import completing
from rontal.core.jobs import RETRY, labelled

logger = logging.getLogger(__name__)


@labelled(_("Create covers in new widths"))
@app.periodic(cron="*/10 * * * *")
@app.task(name="catalogue:complete_covers", queue="periodic", retry=RETRY, lock="catalogue:covers")
def complete_covers(timestamp: int) -> None:
    """Redraws some covers of older versions in the current widths."""
    logger.info("completed %s covers (%s)", completing.complete_covers(), timestamp)
