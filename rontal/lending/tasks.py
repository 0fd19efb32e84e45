"""Event subscribers and periodic jobs of lending."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.catalogue.events import WITHDRAWN
from rontal.catalogue.importing.events import DONE
from rontal.catalogue.importing.selectors import titles_with_lent_files, titles_with_open_files
from rontal.core.actors import Actor
from rontal.core.events import subscriber
from rontal.core.jobs import RETRY, labelled
from rontal.core.models import Event
from rontal.feedback.survey import services as survey
from rontal.feedback.survey.kinds import Occasion
from rontal.lending import events, retention, services
from rontal.lending.models import Loan
from rontal.membership.events import (
    MEMBER_CLOSED,
    MEMBER_EXPIRED,
    MEMBER_JOINED_INTO,
    MEMBER_LIFTED,
    MEMBER_RENEWED,
    MEMBER_SUSPENDED,
)

logger = logging.getLogger(__name__)


@subscriber(DONE, label=_("license titles imported with files"))
def license_imported_titles(event: Event) -> None:
    """Grants a first licence to the titles of a finished import.

    One copy for titles with a file that is lent, open access for titles with an open file, none for
    records without a file.
    """
    run, actor = int(event.subject_id), Actor.system("import")
    services.grant_licences_at_import(title_ids=titles_with_lent_files(run), copies=1, actor=actor)
    services.grant_open_access_at_import(title_ids=titles_with_open_files(run), actor=actor)


@subscriber(WITHDRAWN, label=_("end holds on a withdrawn title"))
def end_queue_of_withdrawn(event: Event) -> None:
    """Drops the holds on a withdrawn title; running loans continue."""
    services.end_queue(title_id=int(event.subject_id))


@subscriber(events.LOAN_RETURNED, events.LOAN_EXPIRED, label=_("invite after a loan"))
def ask_after_loan(event: Event) -> None:
    """Invites a member whose loan ended to the survey, where the survey's rules allow."""
    loans = Loan.objects.filter(pk=event.subject_id or 0, member__isnull=False)
    account_id = loans.values_list("member__user_id", flat=True).first()
    if account_id is None:  # anonymised in the meantime
        return
    survey.invite(
        account_id=account_id,
        occasion=Occasion.LOAN,
        event_id=event.pk,
        actor=Actor.system("survey"),
    )


@subscriber(MEMBER_CLOSED, label=_("end the loans of a former member"))
def end_what_was_left(event: Event) -> None:
    """Ends loans and holds of a closed membership, unless it was merged into another."""
    services.end_loans_and_holds(member_id=int(event.subject_id))


@subscriber(MEMBER_JOINED_INTO, label=_("move loans to the kept membership"))
def hand_over_to_the_one_that_stays(event: Event) -> None:
    """Moves loans and holds of a merged membership to the one that remains."""
    services.move_loans_and_holds(goes_id=int(event.subject_id))


@subscriber(
    MEMBER_SUSPENDED,
    MEMBER_EXPIRED,
    MEMBER_LIFTED,
    MEMBER_RENEWED,
    label=_("update a member's holds"),
)
def settle_queues(event: Event) -> None:
    """Settles the titles on hold of a member who became active or inactive."""
    services.settle_queues_of(member_id=int(event.subject_id))


@labelled(_("Anonymise ended loans"))
@app.periodic(cron="23 18 * * *")
@app.task(name="lending:cut_loose", queue="periodic", retry=RETRY)
def cut_loose(timestamp: int) -> None:
    """Anonymises ended loans and deletes their reading sessions, every night."""
    services.sweep_sittings()
    number = retention.LOANS.run(services.anonymise_loans)
    logger.info("cut %s loans loose (%s)", number, timestamp)


@labelled(_("End expired loans"))
@app.periodic(cron="* * * * *")
@app.task(name="lending:settle_overdue", queue="lending", queueing_lock="lending:settle_overdue")
def settle_overdue(timestamp: int) -> None:  # noqa: ARG001
    """Ends overdue loans and ready holds, and reports ended licences, every minute."""
    services.settle_overdue()


@labelled(_("Remind of holds and loans ending soon"))
@app.periodic(cron="*/10 * * * *")
@app.task(name="lending:remind", queue="lending", queueing_lock="lending:remind")
def remind(timestamp: int) -> None:  # noqa: ARG001
    """Sends reminders of ready copies and due loans, and notices of holds without a licence.

    Runs every ten minutes.
    """
    services.remind_of_last_day()
    services.remind_of_ends()
    services.notify_stranded()


@labelled(_("Notify of licences ending soon"))
@app.periodic(cron="40 22 * * *")
@app.task(name="lending:warn_of_ends", queue="lending", lock="lending:warn_of_ends")
def warn_of_ends(timestamp: int) -> None:  # noqa: ARG001
    """Notifies librarians of licences near their end, before the working day begins."""
    services.warn_of_ends()
