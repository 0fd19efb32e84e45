"""Jobs of lending."""

import logging

from procrastinate.contrib.django import app

from rontal.catalogue.events import WITHDRAWN
from rontal.catalogue.importing.events import DONE
from rontal.catalogue.importing.selectors import titles_with_lent_files, titles_with_open_files
from rontal.feedback.survey import services as survey
from rontal.feedback.survey.kinds import Occasion
from rontal.kernel.actors import Actor
from rontal.kernel.events import subscriber
from rontal.kernel.jobs import RETRY
from rontal.kernel.models import Event
from rontal.lending import events, services
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


@subscriber(DONE)
def license_imported_titles(event: Event) -> None:
    """One copy, one reader, for each title that came in with a file which is lent, staff add more;
    open access where the file is open. A record without a file gets no licence."""
    run, actor = int(event.subject_id), Actor.system("import")
    services.grant_licences_at_import(title_ids=titles_with_lent_files(run), copies=1, actor=actor)
    services.grant_open_access_at_import(title_ids=titles_with_open_files(run), actor=actor)


@subscriber(WITHDRAWN)
def end_queue_of_withdrawn(event: Event) -> None:
    """Nobody waits for a title that left the collection; running loans go on to their end."""
    services.end_queue(title_id=int(event.subject_id))


@subscriber(events.LOAN_RETURNED, events.LOAN_EXPIRED)
def ask_after_loan(event: Event) -> None:
    """Lets the survey ask a member whose loan ended, where it may ask them by now."""
    loans = Loan.objects.filter(pk=event.subject_id, member__isnull=False)
    account_id = loans.values_list("member__user_id", flat=True).first()
    if account_id is None:  # cut loose in between
        return
    survey.invite(
        account_id=account_id,
        occasion=Occasion.LOAN,
        event_id=event.pk,
        actor=Actor.system("survey"),
    )


@subscriber(MEMBER_CLOSED)
def end_what_was_left(event: Event) -> None:
    """Loans and places in queues of a closed membership end; of a joined one they go on."""
    services.end_all_of(member_id=int(event.subject_id))


@subscriber(MEMBER_JOINED_INTO)
def hand_over_to_the_one_that_stays(event: Event) -> None:
    """Loans and places in queues go over to the membership that stays."""
    services.hand_over(goes_id=int(event.subject_id))


@subscriber(MEMBER_SUSPENDED, MEMBER_EXPIRED, MEMBER_LIFTED, MEMBER_RENEWED)
def settle_queues(event: Event) -> None:
    """Copies are kept for whoever may borrow again, and no copy waits for whoever may not."""
    services.settle_queues_of(member_id=int(event.subject_id))


@app.periodic(cron="23 18 * * *")
@app.task(name="lending:cut_loose", queue="periodic", retry=RETRY)
def cut_loose(timestamp: int) -> None:
    """Cuts ended loans loose from readers who keep no history, every night, and forgets on which
    devices they were read."""
    services.sweep_sittings()
    logger.info("cut %s loans loose (%s)", services.cut_loose(), timestamp)


@app.periodic(cron="* * * * *")
@app.task(name="lending:settle_overdue", queue="lending", queueing_lock="lending:settle_overdue")
def settle_overdue(timestamp: int) -> None:  # noqa: ARG001
    """Ends what is over, every minute."""
    services.settle_overdue()


@app.periodic(cron="*/10 * * * *")
@app.task(name="lending:remind", queue="lending", queueing_lock="lending:remind")
def remind(timestamp: int) -> None:  # noqa: ARG001
    """Reminds of kept copies on their last day and of loans that end soon, and tells whoever waits
    for what no licence lends any more, every ten minutes."""
    services.remind_of_last_day()
    services.remind_of_ends()
    services.tell_stranded()


@app.periodic(cron="40 22 * * *")
@app.task(name="lending:warn_of_ends", queue="lending", lock="lending:warn_of_ends")
def warn_of_ends(timestamp: int) -> None:  # noqa: ARG001
    """Lets librarians be told of licences near their end, before a day of work in Indonesia
    begins."""
    services.warn_of_ends()
