"""Texts of messages about changes of a member's address, phone and home address."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rontal.core.profile import Library
from rontal.membership.policies import MembershipPolicies
from rontal.notifications.content import MessageText


@dataclass(frozen=True)
class AddressFacts:
    """Facts for the texts. `by_member` is whether the member entered the address, or the library;
    `reversible_until` is the end of the link that takes the change back, `locked_until` that of the
    time in which only the library changes it. `changed` is whether the new address was in use.
    """

    library: Library
    number: str
    by_member: bool = False
    reversible_until: datetime | None = None
    locked_until: datetime | None = None
    changed: bool = True


def confirm(facts: AddressFacts) -> MessageText:
    """Requests the confirmation of a new address."""
    hours = facts.library.policies_of(MembershipPolicies).activation_link_hours
    by_staff = _(
        "Our staff entered this address for a membership. Confirm that it is yours; until then "
        "nothing changes."
    )
    by_member = _(
        "Someone entered this address for their library membership. Confirm that it is yours; until"
        " then nothing changes."
    )
    return MessageText(
        subject=_("Confirm your new email address"),
        paragraphs=[by_member if facts.by_member else by_staff],
        action=_("Confirm this address"),
        closing=[
            _("The link works once, within %(hours)s hours.") % {"hours": hours},
            _("If you do not know about this, ignore this email and we will remove the address."),
        ],
    )


def notice(facts: AddressFacts) -> MessageText:
    """Informs the previous address, or a guardian, that a new one was entered."""
    by_staff = _(
        "The library entered a new email address for your membership %(number)s. Once the new "
        "address is confirmed, we will use it to write to you."
    )
    by_member = _(
        "A new email address was entered for membership %(number)s, in the member's account. Once "
        "the new address is confirmed, we will use it to write to the member."
    )
    sentence = (by_member if facts.by_member else by_staff) % {"number": facts.number}
    return _with_way_back(facts, _("Your email address is being changed"), [sentence])


def changed(facts: AddressFacts) -> MessageText:
    """Informs the previous address that the new one is in use."""
    sentence = _(
        "Membership %(number)s now has a new email address. From now on we write to it, and this "
        "address no longer opens the account."
    )
    return _with_way_back(
        facts, _("Your email address was changed"), [sentence % {"number": facts.number}]
    )


def in_use(facts: AddressFacts) -> MessageText:
    """Informs the new address that it is in use."""
    return MessageText(
        subject=_("Your new email address is in use"),
        paragraphs=[
            _(
                "From now on we write to this address about membership %(number)s, and you can sign"
                " in with it. Your password stays the same."
            )
            % {"number": facts.number}
        ],
        closing=[_objection(facts)],
    )


def taken_back(facts: AddressFacts) -> MessageText:
    """Informs the address that is in use again, and says what to do next."""
    lock = _("Until %(day)s only the library can change the address.")
    back = _("This address is the address of membership %(number)s again.")
    stopped = _("The address of membership %(number)s stays as it was.")
    return MessageText(
        subject=_("The change of your email address was taken back"),
        paragraphs=[
            (back if facts.changed else stopped) % {"number": facts.number},
            _(
                "All browsers were signed out, and all reading apps are disconnected. Whoever made "
                "the change may know your password: set a new one now."
            ),
        ],
        action=_("Set a new password"),
        closing=[lock % {"day": _day(facts.locked_until)}] if facts.locked_until else [],
    )


def removed(facts: AddressFacts) -> MessageText:
    """Informs the address that is no longer in use."""
    return MessageText(
        subject=_("This address no longer belongs to a membership"),
        paragraphs=[
            _(
                "The owner of the previous address told us that the change was not theirs. "
                "Membership %(number)s has its previous address again."
            )
            % {"number": facts.number}
        ],
        closing=[_objection(facts)],
    )


def contact_changed(facts: AddressFacts) -> MessageText:
    """Informs of a change of phone or home address."""
    return MessageText(
        subject=_("Your contact details were changed"),
        paragraphs=[
            _("The phone number or home address of membership %(number)s was changed.")
            % {"number": facts.number},
            _("If this was you, you do not need to do anything. If it was not, act now:"),
        ],
        action=_("This was not me"),
    )


def _with_way_back(facts: AddressFacts, subject: str, paragraphs: list[str]) -> MessageText:
    """Adds the link that takes the change back; without one, how to reach the library."""
    if facts.reversible_until is None:
        ask = _("If you did not ask for this, reply to this email or call %(phone)s immediately.")
        return MessageText(subject, paragraphs, closing=[ask % {"phone": facts.library.phone}])
    days = _("The link works once, until %(day)s.") % {"day": _day(facts.reversible_until)}
    ask = _("If you did not want this, take it back now. The previous address then stays in use.")
    return MessageText(
        subject, [*paragraphs, ask], action=_("This was not me"), closing=[days, _objection(facts)]
    )


def _objection(facts: AddressFacts) -> str:
    return _("If you think this is wrong, reply to this email or call %(phone)s.") % {
        "phone": facts.library.phone
    }


def _day(at: datetime | None) -> str:
    return date_format(localtime(at), "j F Y") if at else ""
