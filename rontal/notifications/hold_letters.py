"""What each kind of message about a place in a queue says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rontal.kernel.library import Library
from rontal.notifications.kinds import Kind
from rontal.notifications.letters import Letter


@dataclass(frozen=True)
class HoldFacts:
    """What the letters are written from: the title, until when its copy is kept, and whether the
    place is gone."""

    library: Library
    title: str
    until: datetime | None = None
    ended: bool = False


def write(kind: Kind, facts: HoldFacts) -> Letter:
    """The letter of a kind, in the active language. No subject names a title."""
    return _LETTERS[kind](facts)


def _ready(facts: HoldFacts) -> Letter:
    return Letter(
        subject=_("A book that you waited for is kept for you"),
        paragraphs=[
            _("It is your turn: a copy of “%(title)s” is kept for you until %(time)s.")
            % {"title": facts.title, "time": _moment(facts)},
            _("Borrow it from your shelf until then."),
        ],
        action=_("To my shelf"),
        closing=[
            _("You have no time now? Leave the queue there, and the next gets the copy at once.")
        ],
    )


def _last_day(facts: HoldFacts) -> Letter:
    return Letter(
        subject=_("The last day of a book that is kept for you"),
        paragraphs=[
            _("The copy of “%(title)s” is kept for you until %(time)s, and no longer.")
            % {"title": facts.title, "time": _moment(facts)},
        ],
        action=_("To my shelf"),
    )


def _missed(facts: HoldFacts) -> Letter:
    if facts.ended:
        return Letter(
            subject=_("You are no longer in the queue of a book"),
            paragraphs=[
                _(
                    "The copy of “%(title)s” that was kept for you went on to the next, the second "
                    "time. So your place in the queue has ended."
                )
                % {"title": facts.title},
                _("You would still like to read it? Take a new place on the page of the book."),
            ],
            action=_("To my shelf"),
        )
    return Letter(
        subject=_("A book that was kept for you went on to the next"),
        paragraphs=[
            _(
                "The copy of “%(title)s” was not fetched in time and went on to the next. Your "
                "place is not lost: others go first until you come back."
            )
            % {"title": facts.title},
            _(
                "Choose “Wait again” on your shelf when you have time to read. If the next copy is "
                "not fetched either, the place ends."
            ),
        ],
        action=_("To my shelf"),
    )


def _moment(facts: HoldFacts) -> str:
    if facts.until is None:
        return ""
    local = timezone.localtime(facts.until, facts.library.tz)
    return f"{formats.date_format(local, 'l, j F Y, H:i')} {local.tzname()}"


_LETTERS: dict[Kind, Callable[[HoldFacts], Letter]] = {
    Kind.HOLD_READY: _ready,
    Kind.HOLD_LAST_DAY: _last_day,
    Kind.HOLD_MISSED: _missed,
}
