"""Jobs of incidents. Each is idempotent and goes on where it was cut off."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core.jobs import RETRY, labelled
from rontal.incidents import retention, services

logger = logging.getLogger(__name__)


@labelled(_("Find the persons affected by an incident"))
@app.task(name=services.SEARCH, queue="incidents", retry=RETRY)
def search_persons(*, incident_id: int) -> None:
    """Searches for the persons affected."""
    services.search_persons(incident_id=incident_id)


@labelled(_("Queue the notices of an incident"))
@app.task(name=services.SPREAD, queue="incidents", retry=RETRY)
def spread_notices(*, incident_id: int) -> None:
    """Queues the notice to each person affected."""
    number = services.spread_notices(incident_id=incident_id)
    logger.info("queued %s notices of incident %s", number, incident_id)


@labelled(_("Remind of incidents"))
@app.periodic(cron="*/15 * * * *")
@app.task(name="incidents:remind_before_late", queue="periodic", retry=RETRY)
def remind_before_late(timestamp: int) -> None:
    """Reminds staff of incidents whose time is passing, at night too; resumes lost work."""
    logger.info("reminded of %s incidents (%s)", services.remind_before_late(), timestamp)
    services.resume_work()


@labelled(_("Delete old incidents"))
@app.periodic(cron="3 19 * * *")
@app.task(name="incidents:erase_old", queue="periodic", retry=RETRY)
def erase_old(timestamp: int) -> None:
    """Erases texts and references to persons whose retention is over."""
    number = retention.INCIDENTS.run(services.erase_old)
    logger.info("erased %s incidents (%s)", number, timestamp)
