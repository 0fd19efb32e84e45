"""Event subscribers that queue messages, and the job that delivers them with retries."""

import contextlib

from django.utils.translation import gettext_lazy as _
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from rontal.accounts import events as accounts
from rontal.catalogue import events as catalogue
from rontal.catalogue.importing.events import DONE
from rontal.core.events import subscriber
from rontal.core.jobs import RETRY as DAILY_RETRY
from rontal.core.jobs import labelled
from rontal.core.models import Event
from rontal.membership import events as membership
from rontal.notifications import registry, services, step_measurements
from rontal.notifications.errors import AddressRefused, FinalRefusal, LetterFailed, TryAgain

# 3, 9, 27 s … the eighth and last try comes after about 55 minutes.
TRIES = 8
RETRY = RetryStrategy(max_attempts=TRIES, exponential_wait=3)


@subscriber(*registry.EVENTS, label=_("queue messages"))
def queue_messages(event: Event) -> None:
    services.queue_for(event=event)


@subscriber(membership.ACTIVATED, label=_("measure the activation"))
def measure_activation(event: Event) -> None:
    """Measures the time until the applicant's activation."""
    step_measurements.measure_activation(application_id=int(event.subject_id))


@subscriber(accounts.FIRST_SIGN_IN, label=_("measure the first sign-in"))
def measure_sign_in(event: Event) -> None:
    """Measures the time until the member's first sign-in."""
    step_measurements.measure_sign_in(user_id=int(event.subject_id), at=event.at)


@subscriber(accounts.RESET_REQUESTED, label=_("send a new password link"))
def send_password_reset(event: Event) -> None:
    """Sends the mail for a new password; an address that is refused is not tried again."""
    with contextlib.suppress(AddressRefused):
        services.send_password_reset(user_id=int(event.subject_id))


@subscriber(catalogue.PUBLISHED, catalogue.IMPORTED, label=_("find who follows a new title"))
def find_new_titles(event: Event) -> None:
    """Notes a new title for everybody who follows its authors and subjects."""
    services.find_new_titles(title_id=int(event.subject_id))


@subscriber(DONE, label=_("find who follows newly imported titles"))
def find_new_titles_of_import(event: Event) -> None:
    """Notes the titles of an import for everybody who follows their authors and subjects."""
    services.find_new_titles_of_import(run_id=int(event.subject_id))


@subscriber(catalogue.AGENT_JOINED, catalogue.SUBJECT_JOINED, label=_("merge what members follow"))
def join_follows(event: Event) -> None:
    """Moves follows of a merged author or subject to the one that remains."""
    column = "agent_id" if event.name == catalogue.AGENT_JOINED else "subject_id"
    services.join_follows(
        column=column, stays_id=int(str(event.data["into"])), goes_id=int(event.subject_id)
    )


@subscriber(membership.MEMBER_CLOSED, label=_("delete devices, choices and follows"))
def forget_notifications(event: Event) -> None:
    """Deletes devices, choices and follows of a closed membership, unless it was merged."""
    if event.data.get("by") != "joined":
        services.erase_member(member_id=int(event.subject_id))


@subscriber(accounts.CLOSED, accounts.ERASED, label=_("delete devices, choices and follows"))
def forget_account(event: Event) -> None:
    """Deletes devices, choices and the WhatsApp number of an account that cannot sign in."""
    services.erase_account(account_id=int(event.subject_id))


@subscriber(membership.WITHDRAWN, label=_("delete devices, choices and follows"))
def forget_applicant(event: Event) -> None:
    """Deletes devices, choices and the WhatsApp number of a withdrawn application."""
    services.erase_applicant(application_id=int(event.subject_id))


@subscriber(membership.MEMBER_JOINED_INTO, label=_("move what a member follows"))
def hand_over_follows(event: Event) -> None:
    """Moves the follows of a merged membership to the one that remains."""
    services.move_follows(goes_id=int(event.subject_id))


@labelled(_("Notify members of new titles that they follow"))
@app.periodic(cron="0 1 * * *")
@app.task(name="notifications:send_digests", queue="periodic", retry=DAILY_RETRY)
def send_digests(timestamp: int) -> None:  # noqa: ARG001
    """Notifies members of new titles that they follow, every morning in Indonesia."""
    services.send_digests()


@labelled(_("Send a message"))
@app.task(name=services.DELIVERY, queue="mail", retry=RETRY, pass_context=True)
def deliver_message(context: JobContext, *, message_id: int) -> None:
    """Delivers a message; marks it as failed after the last try or a final refusal."""
    last = context.job.attempts + 1 >= TRIES
    try:
        services.deliver(message_id=message_id)
    except FinalRefusal as error:
        services.mark_failed(message_id=message_id, error=error.code)
    except TryAgain as error:
        if last or services.has_no_tries_left(message_id=message_id, tries=TRIES):
            services.mark_failed(message_id=message_id, error=error.code)
        elif error.seconds:
            services.postpone(message_id=message_id, error=error.code, seconds=error.seconds)
        else:
            services.note_error(message_id=message_id, error=error.code)
            raise
    except Exception:
        if last:
            services.mark_failed(message_id=message_id, error=LetterFailed.code)
        raise
