"""The mail about a place in a queue, to the member: a copy is kept, its last day, it was missed; no
copy is left; the title is gone."""

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from rontal.kernel.models import Event
from rontal.lending import events as lending
from rontal.lending.models import Hold
from rontal.lending.states import HoldState
from rontal.membership.models import Application
from rontal.notifications import hold_letters, mail
from rontal.notifications.hold_letters import HoldFacts
from rontal.notifications.kinds import Kind
from rontal.standard.selectors import library

KINDS = {
    lending.HOLD_READY: Kind.HOLD_READY,
    lending.HOLD_LAST_DAY: Kind.HOLD_LAST_DAY,
    lending.HOLD_MISSED: Kind.HOLD_MISSED,
    lending.HOLD_STRANDED: Kind.HOLD_STRANDED,
    lending.HOLD_DROPPED: Kind.HOLD_DROPPED,
}
_STATES = {
    Kind.HOLD_READY: {HoldState.READY},
    Kind.HOLD_LAST_DAY: {HoldState.READY},
    Kind.HOLD_STRANDED: {HoldState.WAITING, HoldState.SUSPENDED},
    Kind.HOLD_DROPPED: {HoldState.DROPPED},
}
"""In which states of the place a mail still tells what is so; a miss names its own."""


def application_of(event: Event) -> int | None:
    """The application of the member whose place it is; None where no mail reaches the member, or
    nothing is known of the place any more."""
    rows = Hold.objects.filter(pk=event.subject_id).exclude(member__application__email="")
    return rows.values_list("member__application_id", flat=True).first()


def compose(application: Application, kind: Kind, event_id: int) -> EmailMultiAlternatives | None:
    """The mail in the member's language; None where it is overtaken: fetched, left, waiting again,
    copies again. The title stands in the mail, never in its subject."""
    event = Event.objects.get(pk=event_id)
    holds = Hold.objects.select_related("title", "member").defer("title__description")
    hold = holds.filter(pk=event.subject_id).first()
    if hold is None or not application.email or hold.state not in _states(kind, event):
        return None
    if kind is Kind.HOLD_STRANDED and hold.stranded_at is None:
        return None
    facts = HoldFacts(
        library(), hold.title.title, until=hold.ready_until, ended=hold.state == HoldState.MISSED
    )
    with translation.override(application.language):
        letter = hold_letters.write(kind, facts)
        return mail.about_shelf(letter, application, hold.member.number)


def _states(kind: Kind, event: Event) -> set[str]:
    return {str(event.data["to"])} if kind is Kind.HOLD_MISSED else set(_STATES[kind])
