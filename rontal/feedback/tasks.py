"""Periodic jobs of complaints and suggestions. Each is idempotent."""

import logging

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core.errors import DecodersBusy
from rontal.core.events import subscriber
from rontal.core.jobs import RETRY, labelled
from rontal.core.models import Event
from rontal.feedback import retention, services
from rontal.feedback.errors import MailboxAway
from rontal.standard import events as standard

logger = logging.getLogger(__name__)


@labelled(_("Remind of tickets due soon"))
@app.periodic(cron="9 * * * *")
@app.task(name="feedback:remind_before_late", queue="periodic", retry=RETRY)
def remind_before_late(timestamp: int) -> None:
    """Reminds staff of tickets that are nearly due."""
    logger.info("reminded of %s tickets (%s)", services.remind_before_late(), timestamp)


@labelled(_("Close tickets that were answered"))
@app.periodic(cron="37 18 * * *")
@app.task(name="feedback:close_answered", queue="periodic", retry=RETRY)
def close_answered(timestamp: int) -> None:
    """Closes tickets whose answer was not contradicted."""
    logger.info("closed %s tickets (%s)", services.close_answered(), timestamp)


@labelled(_("Delete old tickets"))
@app.periodic(cron="47 18 * * *")
@app.task(name="feedback:erase_old", queue="periodic", retry=RETRY)
def erase_old(timestamp: int) -> None:
    """Erases texts, names and attachments whose retention is over."""
    logger.info("erased %s tickets (%s)", retention.TICKETS.run(services.erase_old), timestamp)


@labelled(_("Remove abandoned attachments"))
@app.periodic(cron="27 * * * *")
@app.task(name="feedback:sweep_uploads", queue="periodic", retry=RETRY)
def sweep_uploads(timestamp: int) -> None:
    """Erases uploaded files whose form was never sent."""
    logger.info("swept %s uploads (%s)", retention.UPLOADS.run(services.sweep_uploads), timestamp)


@labelled(_("Fetch complaint emails"))
@app.periodic(cron="*/5 * * * *")
@app.task(
    name="feedback:poll_mailbox",
    queue="periodic",
    lock="feedback:poll_mailbox",
    queueing_lock="feedback:poll_mailbox",
)
def poll_mailbox(timestamp: int) -> None:
    """Enters the mails of the library's mailbox, if one is configured; the next run retries."""
    if not settings.IMAP_URL:
        return
    try:
        logger.info("mailbox: %s (%s)", services.poll_mailbox(url=settings.IMAP_URL), timestamp)
    except MailboxAway:
        logger.warning("the mailbox does not answer (%s)", timestamp)
    except DecodersBusy:
        logger.warning("mails wait for files that are being decoded (%s)", timestamp)


@subscriber(standard.CALENDAR_CHANGED, label=_("recalculate ticket due times"))
def recompute_due(event: Event) -> None:
    """Recomputes the due times of open tickets by the changed calendar."""
    logger.info("moved %s tickets (event %s)", services.recompute_due(), event.pk)
