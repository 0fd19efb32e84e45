"""Jobs of lending."""

from procrastinate.contrib.django import app

from rontal.catalogue.events import WITHDRAWN
from rontal.catalogue.importing.events import DONE
from rontal.catalogue.importing.selectors import titles_with_lent_files, titles_with_open_files
from rontal.feedback.survey import services as survey
from rontal.feedback.survey.kinds import Occasion
from rontal.kernel.actors import Actor
from rontal.kernel.events import subscriber
from rontal.kernel.models import Event
from rontal.lending import events, services
from rontal.lending.models import Loan
from rontal.membership.events import MEMBER_CLOSED, MEMBER_JOINED_INTO


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
    account_id = Loan.objects.values_list("member__user_id", flat=True).get(pk=event.subject_id)
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


@app.periodic(cron="* * * * *")
@app.task(name="lending:settle_overdue", queue="lending", queueing_lock="lending:settle_overdue")
def settle_overdue(timestamp: int) -> None:  # noqa: ARG001
    """Ends what is over, every minute."""
    services.settle_overdue()
