"""Texts of messages about a membership."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rontal.core.profile import Library
from rontal.membership.policies import MembershipPolicies
from rontal.membership.reason_labels import CLOSINGS, SUSPENSIONS
from rontal.notifications.content import MessageText


@dataclass(frozen=True)
class MemberFacts:
    """Facts for the texts. `until` is the last day of the membership, `suspended_until` that of the
    suspension; `remaining_number` is the number that remains after a merge."""

    library: Library
    number: str
    until: date
    reason: str = ""
    words: str = ""
    suspended_until: date | None = None
    ran_out: bool = False
    remaining_number: str = ""


def suspended(facts: MemberFacts) -> MessageText:
    """Informs of a suspension."""
    known = SUSPENSIONS.get(facts.reason)
    points = [str(known.person) if known else ""] if facts.reason != "other" else []
    until = _("The pause ends automatically after %(day)s.") % {"day": _day(facts.suspended_until)}
    ask = _("Visit us or write to us, and we will look at it together.")
    return MessageText(
        subject=_("Your membership is paused"),
        paragraphs=[
            _(
                "We have paused your membership %(number)s. You can read the books you have "
                "borrowed until the loans end, but you cannot borrow new ones for now."
            )
            % {"number": facts.number},
            _(
                "You keep your holds and your place in each queue. A copy reserved for you goes to "
                "the next person in the meantime."
            ),
        ],
        points=[point for point in (*points, facts.words) if point],
        action=_("Open My books"),
        closing=[until if facts.suspended_until else ask, _objection(facts)],
    )


def lifted(facts: MemberFacts) -> MessageText:
    """Informs of the end of a suspension."""
    over = _(
        "Your membership expired in the meantime. Visit us or write to us to renew it free of "
        "charge."
    )
    return MessageText(
        subject=_("Your membership is no longer paused"),
        paragraphs=[
            _("The pause of your membership %(number)s is over.") % {"number": facts.number},
            over if facts.ran_out else _("You can borrow again. Welcome back."),
        ],
        action=_("Open My books") if facts.ran_out else _("Go to the collection"),
    )


def renewed(facts: MemberFacts) -> MessageText:
    """Informs of a renewal."""
    return MessageText(
        subject=_("Your membership is renewed"),
        paragraphs=[
            _("Your membership %(number)s is renewed. It is valid until %(day)s.")
            % {"number": facts.number, "day": _day(facts.until)},
            _("Your member number and sign-in stay the same."),
        ],
        action=_("See my card"),
    )


def ends_soon(facts: MemberFacts) -> MessageText:
    """Informs that the membership expires soon."""
    return MessageText(
        subject=_("Your membership is ending soon"),
        paragraphs=[
            _("Your membership %(number)s is valid until %(day)s.")
            % {"number": facts.number, "day": _day(facts.until)},
            _("To renew it free of charge, reply to this email, call %(phone)s or visit us.")
            % {"phone": facts.library.phone},
        ],
        action=_("See my card"),
    )


def expired(facts: MemberFacts) -> MessageText:
    """Informs that the membership has expired."""
    return MessageText(
        subject=_("Your membership has expired"),
        paragraphs=[
            _("Your membership %(number)s was valid until %(day)s.")
            % {"number": facts.number, "day": _day(facts.until)},
            _("To renew it free of charge, reply to this email, call %(phone)s or visit us.")
            % {"phone": facts.library.phone},
        ],
        closing=[_("We keep your member number, your sign-in and your place in each book.")],
    )


def closed(facts: MemberFacts) -> MessageText:
    """Informs that the membership is closed."""
    days = facts.library.policies_of(MembershipPolicies).photo_days_after_decision
    return MessageText(
        subject=_("Your membership is closed"),
        paragraphs=[
            _("Your membership %(number)s is closed. You cannot sign in any more.")
            % {"number": facts.number}
        ],
        points=[str(CLOSINGS[facts.reason].person)] if facts.reason in CLOSINGS else [],
        closing=[
            _(
                "We have already deleted your identity number, birth details, address and phone "
                "number. We will delete your name and this email address after %(days)s days."
            )
            % {"days": days},
            _objection(facts),
        ],
    )


def joined(facts: MemberFacts) -> MessageText:
    """Informs that two memberships were merged."""
    return MessageText(
        subject=_("Your two memberships have been merged"),
        paragraphs=[
            _("You had two memberships with us. We have merged them: your number is %(number)s.")
            % {"number": facts.remaining_number},
            _("It has all your loans, your holds and your place in each book."),
            _(
                "Sign in with this number. If you do not know the password, reset it on the "
                "sign-in page."
            ),
        ],
        action=_("Sign in"),
        closing=[_objection(facts)],
    )


def _objection(facts: MemberFacts) -> str:
    return _("If you think this is wrong, reply to this email or call %(phone)s.") % {
        "phone": facts.library.phone
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def claim(facts: MemberFacts) -> MessageText:
    """Invites an imported member to claim the account."""
    days = facts.library.policies_of(MembershipPolicies).claim_link_days
    return MessageText(
        subject=_("Your %(library)s membership is waiting for you")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "You are a member of our library, number %(number)s. You can now borrow and read "
                "e-books online, free of charge."
            )
            % {"number": facts.number},
            _(
                "We need your consent first. Read what data we keep and why, agree if you wish, "
                "and choose a password. It takes two minutes."
            ),
        ],
        action=_("Review and agree"),
        closing=[
            _("The link works once, within %(days)s days.") % {"days": days},
            _("If this address is not yours, or you do not want this, tell us on that page."),
        ],
    )
