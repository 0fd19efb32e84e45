"""News of applications become messages; messages are delivered with retries and back-off."""

import contextlib

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from rontal.accounts import events as accounts
from rontal.feedback.survey.events import INVITED
from rontal.kernel.events import subscriber
from rontal.kernel.models import Event
from rontal.lending.events import LICENCE_NEARING
from rontal.membership import events as membership
from rontal.membership.models import Member
from rontal.notifications import (
    hold_mail,
    loan_mail,
    measuring,
    member_mail,
    services,
    survey,
    ticket_mail,
)
from rontal.notifications.errors import AddressRefused, LetterFailed, MailServerAway
from rontal.notifications.kinds import Kind

# 3, 9, 27 s … the eighth and last try comes after about 55 minutes.
TRIES = 8
RETRY = RetryStrategy(max_attempts=TRIES, exponential_wait=3)
KINDS = {
    membership.SUBMITTED: Kind.ACTIVATION,
    membership.ACTIVATION_RESENT: Kind.ACTIVATION,
    membership.DUPLICATE: Kind.ALREADY_KNOWN,
    membership.GUARDIAN_ASKED: Kind.GUARDIAN_REQUEST,
    membership.GUARDIAN_CONSENTED: Kind.RECEIVED,
    membership.ACTIVATED: Kind.RECEIVED,
    membership.CORRECTION_ASKED: Kind.CORRECTION_NEEDED,
    membership.APPROVED: Kind.APPROVED,
    membership.REJECTED: Kind.REJECTED,
    membership.WITHDRAWN: Kind.WITHDRAWN,
    membership.LAPSED: Kind.LAPSED,
    membership.LATE: Kind.LATE,
    membership.DELETION_ASKED: Kind.DELETION,
}


@subscriber(*KINDS)
def queue_message(event: Event) -> None:
    """Queues the message of an event, where the event asks for one."""
    kind = kind_of(event)
    if kind is not None:
        services.queue(kind=kind, application_id=_application_id(event), event_id=event.pk)


def kind_of(event: Event) -> Kind | None:
    """The kind of message that an event asks for; None where it asks for none.

    An application that a newer one replaced ends without a word; at 17 a guardian is told rather
    than asked; an activated application may wait for its guardian first.
    """
    if event.data.get("why") == "superseded":
        return None
    if event.data.get("asks_for") == "confirmation":
        return Kind.GUARDIAN_TOLD
    if event.data.get("waits_for") == "guardian":
        return Kind.WAITING_FOR_GUARDIAN
    if event.name == membership.GUARDIAN_CONSENTED and event.data.get("to") != "checking":
        return None
    return KINDS[event.name]


def _application_id(event: Event) -> int:
    if event.subject_type == "membership.member":
        return Member.objects.values_list("application_id", flat=True).get(pk=event.subject_id)
    return int(event.subject_id)


@subscriber(membership.ACTIVATED)
def measure_activation(event: Event) -> None:
    """Measures how long the applicant took to activate."""
    measuring.measure_activation(application_id=int(event.subject_id))


@subscriber(accounts.FIRST_SIGN_IN)
def measure_sign_in(event: Event) -> None:
    """Measures how long a new member took to sign in."""
    measuring.measure_sign_in(user_id=int(event.subject_id), at=event.at)


@subscriber(INVITED)
def queue_survey(event: Event) -> None:
    """Queues the letter of the survey for a while later; none where the answer was faster."""
    application_id = survey.application_of(event)
    if application_id is not None:
        services.queue(
            kind=Kind.SURVEY,
            application_id=application_id,
            event_id=event.pk,
            at=survey.goes_at(event),
        )


@subscriber(accounts.RESET_ASKED)
def send_password_reset(event: Event) -> None:
    """Sends the mail for a new password; an address that is refused is not tried again."""
    with contextlib.suppress(AddressRefused):
        services.send_password_reset(user_id=int(event.subject_id))


@subscriber(membership.REMINDED)
def queue_reminders(event: Event) -> None:
    """Queues one mail for each clerk about the cases of a reminder."""
    services.queue_reminders(event=event)


@subscriber(LICENCE_NEARING)
def queue_about_licences(event: Event) -> None:
    """Queues one mail for each librarian about licences near their end."""
    services.queue_about_licences(event=event)


@subscriber(*ticket_mail.KINDS)
def queue_about_ticket(event: Event) -> None:
    """Queues the mails that news of a complaint or suggestion asks for."""
    services.queue_about_ticket(event=event)


@subscriber(*member_mail.EVENTS)
def queue_about_member(event: Event) -> None:
    """Queues the mails that news of a membership asks for."""
    for kind, application_id in member_mail.wanted(event):
        services.queue(kind=kind, application_id=application_id, event_id=event.pk)


@subscriber(*hold_mail.KINDS)
def queue_about_hold(event: Event) -> None:
    """Queues the mail that news of a place in a queue asks for."""
    application_id = hold_mail.application_of(event)
    if application_id is not None:
        kind = hold_mail.KINDS[event.name]
        services.queue(kind=kind, application_id=application_id, event_id=event.pk)


@subscriber(*loan_mail.KINDS)
def queue_about_loan(event: Event) -> None:
    """Queues the mail that news of a loan asks for."""
    application_id = loan_mail.application_of(event)
    if application_id is not None:
        kind = loan_mail.KINDS[event.name]
        services.queue(kind=kind, application_id=application_id, event_id=event.pk)


@app.task(name=services.DELIVERY, queue="mail", retry=RETRY, pass_context=True)
def deliver_message(context: JobContext, *, message_id: int) -> None:
    """Delivers a message; after the last try or a final refusal staff see it as failed."""
    try:
        services.deliver(message_id=message_id)
    except AddressRefused as error:
        services.give_up(message_id=message_id, error=error.code)
    except MailServerAway as error:
        if context.job.attempts + 1 >= TRIES:
            services.give_up(message_id=message_id, error=error.code)
            return
        services.note_error(message_id=message_id, error=error.code)
        raise
    except Exception:
        if context.job.attempts + 1 >= TRIES:
            services.give_up(message_id=message_id, error=LetterFailed.code)
        raise
