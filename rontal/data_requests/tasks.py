"""Periodic jobs of requests about personal data. Each is idempotent."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.accounts.events import ERASED
from rontal.core.events import subscriber
from rontal.core.jobs import RETRY, labelled
from rontal.core.models import Event
from rontal.data_requests import retention, services
from rontal.membership.events import GUARDIAN_ENDED, MEMBER_JOINED_INTO

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
    number = retention.REQUESTS.run(services.erase_old)
    logger.info("erased %s requests (%s)", number, timestamp)


@subscriber(ERASED, label=_("delete requests of an erased account"))
def forget_account(event: Event) -> None:
    """Erases the closed requests of an erased account; open ones follow after their answer."""
    number = services.erase_requests_of(account_id=int(event.subject_id))
    logger.info("erased %s requests (event %s)", number, event.pk)


@subscriber(GUARDIAN_ENDED, label=_("close requests of a former guardian"))
def end_requests_of_guardian(event: Event) -> None:
    """Closes the open requests of a guardian whose rights have ended, and erases the contact."""
    number = services.end_guardian_requests(application_id=int(event.subject_id))
    logger.info("closed %s requests of a guardian (event %s)", number, event.pk)


@subscriber(MEMBER_JOINED_INTO, label=_("move requests to the kept membership"))
def hand_over_requests(event: Event) -> None:
    """Moves the requests of a merged membership to the account of the one that remains."""
    services.move_requests(goes_id=int(event.subject_id))
