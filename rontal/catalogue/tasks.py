"""Background tasks of the catalogue outside of imports."""

import logging

from procrastinate.contrib.django import app

from rontal.catalogue.steps import completing
from rontal.core.jobs import RETRY

logger = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="catalogue:complete_covers", queue="periodic", retry=RETRY, lock="catalogue:covers")
def complete_covers(timestamp: int) -> None:
    """Redraws some covers of older versions in the current widths."""
    logger.info("completed %s covers (%s)", completing.complete_covers(), timestamp)
