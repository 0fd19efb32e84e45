"""What each kind of message about a loan says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rontal.kernel.library import Library
from rontal.notifications.kinds import Kind
from rontal.notifications.letters import Letter, moment_words
from rontal.notifications.loan_wording import REVOKED


@dataclass(frozen=True)
class LoanFacts:
    """What the letters are written from: the title, when the loan ends, whether it can be renewed,
    and why staff ended it."""

    library: Library
    title: str
    until: datetime
    renewable: bool = False
    reason: str = ""


def write(kind: Kind, facts: LoanFacts) -> Letter:
    """The letter of a kind, in the active language. No subject names a title."""
    return _LETTERS[kind](facts)


def _ends_soon(facts: LoanFacts) -> Letter:
    renew = _("Not read to the end yet? Nobody waits for it: press “Renew” on your shelf.")
    return Letter(
        subject=_("A book on your shelf goes back soon"),
        paragraphs=[
            _(
                "“%(title)s” is yours until %(time)s. Then it goes back by itself: you need do "
                "nothing."
            )
            % {"title": facts.title, "time": moment_words(facts.until, facts.library)},
            *([renew] if facts.renewable else []),
        ],
        action=_("To my shelf"),
        closing=[_("This mail comes once before a loan ends.")],
    )


def _revoked(facts: LoanFacts) -> Letter:
    return Letter(
        subject=_("The library has ended one of your loans"),
        paragraphs=[
            _("The library has ended your loan of “%(title)s”.") % {"title": facts.title},
            str(REVOKED.get(facts.reason, "")),
            _("Your marks and notes in the book are still yours."),
        ],
        action=_("To my shelf"),
        closing=[_("You have a question about it? Answer this mail.")],
    )


_LETTERS: dict[Kind, Callable[[LoanFacts], Letter]] = {
    Kind.LOAN_ENDS_SOON: _ends_soon,
    Kind.LOAN_REVOKED: _revoked,
}
