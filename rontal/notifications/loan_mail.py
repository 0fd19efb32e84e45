"""The mail about a loan, to the member: it ends soon, or the library has ended it."""

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from rontal.kernel import clock
from rontal.kernel.models import Event
from rontal.lending import events as lending
from rontal.lending.models import Loan
from rontal.lending.selectors import renewable
from rontal.lending.states import LoanState
from rontal.membership.models import Application
from rontal.notifications import loan_letters, mail
from rontal.notifications.kinds import Kind
from rontal.notifications.loan_letters import LoanFacts
from rontal.standard.selectors import library

KINDS = {
    lending.LOAN_ENDS_SOON: Kind.LOAN_ENDS_SOON,
    lending.LOAN_REVOKED: Kind.LOAN_REVOKED,
}


def application_of(event: Event) -> int | None:
    """The application of the member whose loan it is; None where no mail reaches the member, or
    nobody knows whose loan it was."""
    rows = Loan.objects.filter(pk=event.subject_id, member__isnull=False)
    rows = rows.exclude(member__application__email="")
    return rows.values_list("member__application_id", flat=True).first()


def compose(application: Application, kind: Kind, event_id: int) -> EmailMultiAlternatives | None:
    """The mail in the member's language; None where it is overtaken: given back, renewed. The title
    stands in the mail, never in its subject."""
    event = Event.objects.get(pk=event_id)
    rows = Loan.objects.select_related("title", "member", "licence").defer("title__description")
    loan = rows.filter(pk=event.subject_id, member__application=application.pk).first()
    if loan is None or loan.member is None or not application.email or not _holds(kind, loan):
        return None
    facts = LoanFacts(
        library(),
        loan.title.title,
        until=loan.due_at,
        renewable=loan.pk in renewable([loan]),
        reason=loan.end_reason,
    )
    with translation.override(application.language):
        return mail.about_shelf(loan_letters.write(kind, facts), application, loan.member.number)


def _holds(kind: Kind, loan: Loan) -> bool:
    """True while the mail still tells what is so."""
    if kind is Kind.LOAN_REVOKED:
        return loan.state == LoanState.REVOKED
    runs = loan.state == LoanState.ACTIVE and loan.due_at > clock.now()
    return runs and loan.reminded_at is not None
