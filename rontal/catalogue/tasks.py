"""Jobs of the catalogue that no import starts."""

import logging

from procrastinate.contrib.django import app

from rontal.catalogue.steps import completing
from rontal.kernel.jobs import RETRY

logger = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="catalogue:complete_covers", queue="periodic", retry=RETRY, lock="catalogue:covers")
def complete_covers(timestamp: int) -> None:
    """Draws covers of former versions in the widths of today, some at a time."""
    logger.info("completed %s covers (%s)", completing.complete_covers(), timestamp)
