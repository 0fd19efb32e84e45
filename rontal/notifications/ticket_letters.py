"""What letters about complaints and suggestions say. A subject names the code and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rontal.kernel.library import Library
from rontal.notifications.kinds import Kind
from rontal.notifications.letters import Letter


@dataclass(frozen=True)
class TicketFacts:
    """What a letter is written from; `answer` holds the words of an answer."""

    library: Library
    code: str
    due_at: datetime
    answer: str = ""
    received: bool = False
    too_large: bool = False


def write(kind: Kind, facts: TicketFacts) -> Letter:
    """The letter of a kind, in the active language."""
    return {
        Kind.TICKET_RECEIVED: _acknowledged,
        Kind.TICKET_ANSWERED: _answered,
        Kind.TICKET_DUE: _due_soon,
        Kind.TICKET_REOPENED: _reopened,
    }[kind](facts)


def _acknowledged(facts: TicketFacts) -> Letter:
    return Letter(
        subject=_("[%(code)s] We have received what you wrote") % {"code": facts.code},
        paragraphs=[
            _("Thank you for writing to us. It is in our register as %(code)s.")
            % {"code": facts.code},
            *([_too_large()] if facts.too_large else []),
            _("You have an answer by %(time)s at the latest.") % {"time": _day(facts)},
        ],
        action=_("Follow it here"),
        closing=[
            _("Only the colleague who handles it and the head can open your name and address."),
        ],
    )


def _too_large() -> str:
    return _(
        "Your mail was larger than 20 MB, so that only its subject came in. Please write your "
        "words once more on the page below, or send them without the large files; smaller files "
        "can be added at /saran/."
    )


def _answered(facts: TicketFacts) -> Letter:
    return Letter(
        subject=_("[%(code)s] Our answer") % {"code": facts.code},
        paragraphs=[part for part in facts.answer.split("\n") if part.strip()],
        action=_("Say whether this helped you"),
        closing=[
            _(
                "Is the answer not enough? Say so once on that page, and we look at it again. "
                "To go higher: SP4N-LAPOR, https://www.lapor.go.id/"
            )
        ],
    )


def _due_soon(facts: TicketFacts) -> Letter:
    first = _("Nobody has taken it in hand yet.") if facts.received else ""
    return Letter(
        subject=_("[%(code)s] Time is running out") % {"code": facts.code},
        paragraphs=[
            _("The last quarter of the promised time has begun. It ends on %(time)s.")
            % {"time": _day(facts)},
            *([first] if first else []),
        ],
        action=_("Open the ticket"),
    )


def _reopened(facts: TicketFacts) -> Letter:
    return Letter(
        subject=_("[%(code)s] The answer was not enough") % {"code": facts.code},
        paragraphs=[
            _(
                "The person who wrote in asks you to look at it once more. The new time ends on "
                "%(time)s."
            )
            % {"time": _day(facts)},
        ],
        action=_("Open the ticket"),
    )


def _day(facts: TicketFacts) -> str:
    local = timezone.localtime(facts.due_at, facts.library.tz)
    return formats.date_format(local, "l, j F Y")
