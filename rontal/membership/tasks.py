"""Periodic jobs of membership. Each is idempotent."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core.events import subscriber
from rontal.core.jobs import RETRY, labelled
from rontal.core.models import Event
from rontal.membership import retention, services
from rontal.standard.events import CALENDAR_CHANGED

logger = logging.getLogger(__name__)


@labelled(_("End abandoned applications"))
@app.periodic(cron="7 * * * *")
@app.task(name="membership:lapse_overdue", queue="periodic", retry=RETRY)
def lapse_overdue(timestamp: int) -> None:
    """Lapses applications whose time for the next step is over."""
    logger.info("lapsed %s applications (%s)", services.lapse_overdue(), timestamp)


@labelled(_("Remove abandoned forms"))
@app.periodic(cron="17 * * * *")
@app.task(name="membership:sweep_drafts", queue="periodic", retry=RETRY)
def sweep_drafts(timestamp: int) -> None:
    """Deletes expired drafts."""
    logger.info("swept %s drafts (%s)", retention.DRAFTS.run(services.sweep_drafts), timestamp)


@labelled(_("Delete expired photos"))
@app.periodic(cron="27 2 * * *")
@app.task(name="membership:erase_photos_of_final", queue="periodic", retry=RETRY)
def erase_photos_of_final(timestamp: int) -> None:
    """Erases photos whose retention is over."""
    erased = retention.ENDED.run(services.erase_photos_of_final)
    logger.info("erased %s applications (%s)", erased, timestamp)


@labelled(_("Count registrations for reports"))
@app.periodic(cron="37 1 * * *")
@app.task(
    name="membership:count_registrations",
    queue="periodic",
    retry=RETRY,
    lock="membership:count_registrations",
)
def count_registrations(timestamp: int) -> None:
    """Counts applications that came in or ended without being counted."""
    logger.info("counted %s applications (%s)", services.count_registrations(), timestamp)


@labelled(_("Hand-over at 17, and end of guardianship at 18"))
@app.periodic(cron="22 17 * * *")  # an hour after midnight, in each zone of Indonesia at most two
@app.task(
    name="membership:keep_hand_overs",
    queue="periodic",
    retry=RETRY,
    lock="membership:keep_hand_overs",
)
def keep_hand_overs(timestamp: int) -> None:
    """Asks members who turned 17 to take over, reminds them, pauses those who do not answer, and
    ends guardianship at 18.
    """
    asked, reminded = services.ask_for_hand_overs(), services.remind_of_hand_overs()
    paused, ended = services.pause_unanswered(), services.end_guardianships()
    erased = retention.GUARDIANS.run(services.erase_former_guardians)
    logger.info(
        "asked %s, reminded %s, paused %s, ended %s, erased %s guardians (%s)",
        asked, reminded, paused, ended, erased, timestamp,
    )  # fmt: skip


@subscriber(CALENDAR_CHANGED, label=_("recalculate due times"))
def recompute_due_times(event: Event) -> None:
    """Recomputes the due times of open applications by the changed calendar."""
    services.recompute_due_times(change_id=event.pk)


@labelled(_("Monitor promised times"))
@app.periodic(cron="*/5 * * * *")
@app.task(
    name="membership:keep_promises", queue="periodic", retry=RETRY, lock="membership:keep_promises"
)
def keep_promises(timestamp: int) -> None:
    """Reminds staff of cases that are nearly late; apologises to applicants of late ones."""
    reminded, apologised = services.remind_staff(), services.apologise()
    logger.info("reminded of %s cases, %s are late (%s)", reminded, apologised, timestamp)


@labelled(_("End expired memberships and pauses"))
@app.periodic(cron="12 * * * *")
@app.task(
    name="membership:keep_memberships",
    queue="periodic",
    retry=RETRY,
    lock="membership:keep_memberships",
)
def keep_memberships(timestamp: int) -> None:
    """Lifts suspensions and expires memberships whose last day is over; notifies members whose end
    is near.
    """
    lifted, over = services.lift_ended_suspensions(), services.expire_memberships()
    notified = services.notify_of_ending()
    swept = retention.EMAIL_CHANGES.run(services.sweep_email_changes)
    logger.info("lifted %s, ran out %s, told %s (%s)", lifted, over, notified, timestamp)
    former = retention.EMAIL_REVERSALS.run(services.sweep_email_reversals)
    logger.info("forgot %s addresses that nobody confirmed, %s former ones", swept, former)
