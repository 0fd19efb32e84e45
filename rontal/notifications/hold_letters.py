"""What each kind of message about a place in a queue says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rontal.kernel.library import Library
from rontal.notifications.kinds import Kind
from rontal.notifications.letters import Letter, moment_words


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


def _stranded(facts: HoldFacts) -> Letter:
    return Letter(
        subject=_("A book that you wait for cannot be lent at present"),
        paragraphs=[
            _(
                "The library's licence for “%(title)s” has come to its end, so there is no copy to "
                "wait for."
            )
            % {"title": facts.title},
            _(
                "You need do nothing: your place is kept, and if the library gets copies again, "
                "you are told when one is yours."
            ),
        ],
        action=_("To my shelf"),
        closing=[_("You do not want to wait any longer? Leave the queue on your shelf.")],
    )


def _dropped(facts: HoldFacts) -> Letter:
    return Letter(
        subject=_("A book that you waited for has left the collection"),
        paragraphs=[
            _(
                "The library has taken “%(title)s” out of its collection, so nobody can borrow it "
                "here any more. Your place in its queue has ended. We are sorry."
            )
            % {"title": facts.title},
        ],
        action=_("To my shelf"),
        closing=[_("You miss it? Answer this mail, and the library hears of it.")],
    )


def _moment(facts: HoldFacts) -> str:
    return moment_words(facts.until, facts.library) if facts.until else ""


_LETTERS: dict[Kind, Callable[[HoldFacts], Letter]] = {
    Kind.HOLD_READY: _ready,
    Kind.HOLD_LAST_DAY: _last_day,
    Kind.HOLD_MISSED: _missed,
    Kind.HOLD_STRANDED: _stranded,
    Kind.HOLD_DROPPED: _dropped,
}
