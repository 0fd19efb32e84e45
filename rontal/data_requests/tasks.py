"""Periodic jobs of requests about personal data. Each is idempotent."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core.jobs import RETRY, labelled
from rontal.data_requests import services

logger = logging.getLogger(__name__)


@labelled(_("Remind of requests about personal data"))
@app.periodic(cron="*/15 * * * *")
@app.task(name="data_requests:remind_before_late", queue="periodic", retry=RETRY)
def remind_before_late(timestamp: int) -> None:
    """Reminds staff of requests whose time is passing, at night too."""
    logger.info("reminded of %s requests (%s)", services.remind_before_late(), timestamp)


@labelled(_("Delete old requests about personal data"))
@app.periodic(cron="57 18 * * *")
@app.task(name="data_requests:erase_old", queue="periodic", retry=RETRY)
def erase_old(timestamp: int) -> None:
    """Erases texts, names and contacts whose retention is over."""
    logger.info("erased %s requests (%s)", services.erase_old(), timestamp)
