"""Jobs of membership that run by the clock. Each may run twice without harm."""

import logging

from procrastinate.contrib.django import app

from rontal.kernel.jobs import RETRY
from rontal.membership import services

logger = logging.getLogger(__name__)


@app.periodic(cron="7 * * * *")
@app.task(name="membership:lapse_overdue", queue="periodic", retry=RETRY)
def lapse_overdue(timestamp: int) -> None:
    """Ends applications that nobody went on with."""
    logger.info("lapsed %s applications (%s)", services.lapse_overdue(), timestamp)


@app.periodic(cron="17 * * * *")
@app.task(name="membership:sweep_drafts", queue="periodic", retry=RETRY)
def sweep_drafts(timestamp: int) -> None:
    """Removes drafts that were left behind."""
    logger.info("swept %s drafts (%s)", services.sweep_drafts(), timestamp)


@app.periodic(cron="27 2 * * *")
@app.task(name="membership:erase_photos_of_final", queue="periodic", retry=RETRY)
def erase_photos_of_final(timestamp: int) -> None:
    """Erases photos whose retention is over."""
    logger.info("erased %s applications (%s)", services.erase_photos_of_final(), timestamp)
