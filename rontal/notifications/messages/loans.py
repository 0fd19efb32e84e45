"""Messages about a loan: it ends soon, or the library has ended it. No subject and no notice names
a title."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rontal.core import clock
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.lending import events as lending
from rontal.lending.labels import END_REASONS_FOR_MEMBER
from rontal.lending.models import Loan
from rontal.lending.selectors import renewable
from rontal.lending.states import LoanState
from rontal.notifications.content import (
    EVERY_CHANNEL,
    Loaded,
    MessageText,
    MessageType,
    Notice,
    Target,
    format_moment,
)
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

SHELF = "/rak/"


@dataclass(frozen=True)
class LoanFacts:
    """Facts for the texts: the title, when the loan ends, whether it can be renewed,
    and why staff ended it."""

    library: Library
    title: str
    until: datetime
    renewable: bool = False
    reason: str = ""
    topic: str = ""


def _to_borrower(event: Event) -> Iterable[Target]:
    """Yields the member of the loan; nobody where the loan is anonymised."""
    rows = Loan.objects.filter(pk=event.subject_id or 0, member__isnull=False)
    for application, account, email in rows.values_list(
        "member__application_id", "member__user_id", "member__application__email"
    ):
        yield Target(application_id=application, account_id=account, mail=bool(email))


def _loader(still_true: Callable[[Loan], bool]) -> Callable[[Message], Loaded[LoanFacts] | None]:
    """Returns a loader that drops the message where the loan has changed since."""

    def load(message: Message) -> Loaded[LoanFacts] | None:
        event, application = Event.objects.get(pk=message.event_id), message.application
        rows = Loan.objects.select_related("title", "member", "licence")
        loan = rows.defer("title__description").filter(pk=event.subject_id or 0).first()
        if loan is None or loan.member is None or application is None or not still_true(loan):
            return None
        if loan.member.application_id != application.pk:
            return None
        return Loaded(
            facts=_facts(loan),
            name=application.name,
            address=application.email,
            language=application.language,
            path=SHELF,
            code=loan.member.number,
        )

    return load


def _facts(loan: Loan) -> LoanFacts:
    return LoanFacts(
        library=library(),
        title=loan.title.title,
        until=loan.due_at,
        renewable=loan.pk in renewable([loan]),
        reason=loan.end_reason,
        topic=f"loan-{loan.pk}",
    )


def _is_revoked(loan: Loan) -> bool:
    return loan.state == LoanState.REVOKED


def _runs_and_was_reminded(loan: Loan) -> bool:
    runs = loan.state == LoanState.ACTIVE and loan.due_at > clock.now()
    return runs and loan.reminded_at is not None


def _ends_soon(facts: LoanFacts) -> MessageText:
    renew = _("Not finished yet? Nobody else has a hold on it: choose “Renew” in My books.")
    return MessageText(
        subject=_("One of your loans is ending soon"),
        paragraphs=[
            _(
                "You have “%(title)s” until %(time)s. It is then returned automatically; you do "
                "not need to do anything."
            )
            % {"title": facts.title, "time": format_moment(facts.until, facts.library)},
            *([renew] if facts.renewable else []),
        ],
        action=_("Open My books"),
        closing=[_("We send this email once before a loan ends.")],
    )


def _revoked(facts: LoanFacts) -> MessageText:
    return MessageText(
        subject=_("The library has ended one of your loans"),
        paragraphs=[
            _("The library has ended your loan of “%(title)s”.") % {"title": facts.title},
            str(END_REASONS_FOR_MEMBER.get(facts.reason, "")),
            _("You keep your bookmarks, highlights and notes in this book."),
        ],
        action=_("Open My books"),
        closing=[_("If you have a question, reply to this email.")],
    )


def _ends_soon_notice(facts: LoanFacts) -> Notice:
    time = format_moment(facts.until, facts.library)
    return Notice(
        title=_("Loan ending soon"),
        body=_("It is returned automatically at %(time)s.") % {"time": time},
        named=_("“%(title)s” is returned automatically at %(time)s.")
        % {"title": facts.title, "time": time},
        action=_("Open My books"),
        until=facts.until,
        topic=facts.topic,
    )


def _revoked_notice(facts: LoanFacts) -> Notice:
    return Notice(
        title=_("The library has ended one of your loans"),
        body=_("See which book and why in My books."),
        named=_("The library has ended your loan of “%(title)s”.") % {"title": facts.title},
        action=_("Open My books"),
        topic=facts.topic,
    )


ENDS_SOON = MessageType(
    code="loan_ends_soon",
    label=gettext_lazy("Loan ends soon"),
    purpose=Purpose.LOANS,
    events=(lending.LOAN_ENDS_SOON,),
    targets=_to_borrower,
    load=_loader(_runs_and_was_reminded),
    write=_ends_soon,
    notice=_ends_soon_notice,
    channels=EVERY_CHANNEL,
    optional=True,
)
REVOKED = MessageType(
    code="loan_revoked",
    label=gettext_lazy("Loan ended by the library"),
    purpose=Purpose.LOANS,
    events=(lending.LOAN_REVOKED,),
    targets=_to_borrower,
    load=_loader(_is_revoked),
    write=_revoked,
    notice=_revoked_notice,
    channels=EVERY_CHANNEL,
)
MESSAGES = (ENDS_SOON, REVOKED)
