"""Texts of messages about a membership."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rontal.kernel.library import Library
from rontal.notifications.content import MessageText
from rontal.notifications.labels.memberships import CLOSED, SUSPENDED


@dataclass(frozen=True)
class MemberFacts:
    """What the texts are written from. `until` is the last day of the membership, `held_until`
    that of the suspension; `kept` is the number that stays of two."""

    library: Library
    number: str
    until: date
    reason: str = ""
    words: str = ""
    held_until: date | None = None
    ran_out: bool = False
    kept: str = ""


def suspended(facts: MemberFacts) -> MessageText:
    """Tells that the membership is paused."""
    points = [str(SUSPENDED.get(facts.reason, ""))] if facts.reason != "other" else []
    until = _("It is lifted by itself after %(day)s.") % {"day": _day(facts.held_until)}
    ask = _("Come by or write to us, and we look at it together.")
    return MessageText(
        subject=_("Your membership is paused"),
        paragraphs=[
            _(
                "We have paused your membership %(number)s. What you have borrowed you can read to "
                "its end; borrowing anew has to wait."
            )
            % {"number": facts.number},
            _(
                "Your places in queues stay as they are. A copy that was kept for you goes on to "
                "the next meanwhile."
            ),
        ],
        points=[point for point in (*points, facts.words) if point],
        action=_("To my books"),
        closing=[until if facts.held_until else ask, _objection(facts)],
    )


def lifted(facts: MemberFacts) -> MessageText:
    """Tells that the pause is over."""
    over = _("Its time ran out in the meantime. Come by or write to us, and we renew it for free.")
    return MessageText(
        subject=_("Your membership is no longer paused"),
        paragraphs=[
            _("The pause of your membership %(number)s is over.") % {"number": facts.number},
            over if facts.ran_out else _("You can borrow again. Welcome back."),
        ],
        action=_("To my books") if facts.ran_out else _("Go to the collection"),
    )


def renewed(facts: MemberFacts) -> MessageText:
    """Tells of a renewal."""
    return MessageText(
        subject=_("Your membership is renewed"),
        paragraphs=[
            _("Your membership %(number)s is renewed. It is valid until %(day)s.")
            % {"number": facts.number, "day": _day(facts.until)},
            _("Number and sign-in stay as they are."),
        ],
        action=_("See my card"),
    )


def ends_soon(facts: MemberFacts) -> MessageText:
    """Tells that the time runs out soon."""
    return MessageText(
        subject=_("Your membership ends soon"),
        paragraphs=[
            _("Your membership %(number)s is valid until %(day)s.")
            % {"number": facts.number, "day": _day(facts.until)},
            _("Answer this mail, call %(phone)s or come by, and we renew it. It is free of charge.")
            % {"phone": facts.library.phone},
        ],
        action=_("See my card"),
    )


def expired(facts: MemberFacts) -> MessageText:
    """Tells that the time has run out."""
    return MessageText(
        subject=_("The time of your membership is over"),
        paragraphs=[
            _("Your membership %(number)s was valid until %(day)s.")
            % {"number": facts.number, "day": _day(facts.until)},
            _("Answer this mail, call %(phone)s or come by, and we renew it. It is free of charge.")
            % {"phone": facts.library.phone},
        ],
        closing=[_("Number, sign-in and your places in books are kept.")],
    )


def closed(facts: MemberFacts) -> MessageText:
    """Tells that the membership is closed."""
    days = facts.library.policies.photo_days_after_decision
    return MessageText(
        subject=_("Your membership is closed"),
        paragraphs=[
            _("Your membership %(number)s is closed. You cannot sign in any more.")
            % {"number": facts.number}
        ],
        points=[str(CLOSED[facts.reason])] if facts.reason in CLOSED else [],
        closing=[
            _(
                "Identity, birth, address and phone are erased already; your name and this address "
                "after %(days)s days."
            )
            % {"days": days},
            _objection(facts),
        ],
    )


def joined(facts: MemberFacts) -> MessageText:
    """Tells that two memberships became one."""
    return MessageText(
        subject=_("Your two memberships are one now"),
        paragraphs=[
            _("You had two memberships with us. We joined them: %(number)s stays.")
            % {"number": facts.kept},
            _("Your loans, your places in queues and your places in books are there."),
            _(
                "Sign in with this number. If you do not know its password, choose a new one on "
                "the sign-in page."
            ),
        ],
        action=_("Sign in"),
        closing=[_objection(facts)],
    )


def email_confirm(facts: MemberFacts) -> MessageText:
    """Asks for the confirmation of a new address."""
    hours = facts.library.policies.activation_link_hours
    return MessageText(
        subject=_("Confirm your new e-mail address"),
        paragraphs=[
            _(
                "Our staff entered this address for a membership. Confirm that it is yours; until "
                "then nothing changes."
            )
        ],
        action=_("Confirm this address"),
        closing=[
            _("The link works once, within %(hours)s hours.") % {"hours": hours},
            _("You know nothing of it? Then do nothing: the address is forgotten."),
        ],
    )


def email_notice(facts: MemberFacts) -> MessageText:
    """Tells the former address of the new one."""
    return MessageText(
        subject=_("Your e-mail address is to be changed"),
        paragraphs=[
            _(
                "At the library a new e-mail address was entered for your membership %(number)s. "
                "It holds as soon as it is confirmed from there; from then on we write to it."
            )
            % {"number": facts.number}
        ],
        closing=[
            _("You did not ask for it? Answer this mail or call %(phone)s at once.")
            % {"phone": facts.library.phone}
        ],
    )


def _objection(facts: MemberFacts) -> str:
    return _("You think this is wrong? Answer this mail, or call %(phone)s.") % {
        "phone": facts.library.phone
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def claim(facts: MemberFacts) -> MessageText:
    """Invites an imported member to claim the account."""
    days = facts.library.policies.claim_link_days
    return MessageText(
        subject=_("Your membership of %(library)s is waiting for you")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "You are a member of our library, number %(number)s. With this membership you can "
                "now read and borrow e-books online, free of charge."
            )
            % {"number": facts.number},
            _(
                "We need your word first: read what we keep about you and for what, agree if you "
                "like, and choose a password. It takes two minutes."
            ),
        ],
        action=_("Look at it and agree"),
        closing=[
            _("The link works once, within %(days)s days.") % {"days": days},
            _("Is this address not yours, or do you not want this? Say so on that page."),
        ],
    )
