"""Texts of messages about an application for membership."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rontal.core.profile import Library
from rontal.membership.policies import MembershipPolicies
from rontal.membership.reason_labels import decision_reason
from rontal.notifications.content import MessageText, Notice, format_moment


@dataclass(frozen=True)
class ApplicationFacts:
    """Facts for the texts: `name` of the applicant, `due_at` for the library's answer."""

    library: Library
    name: str
    code: str
    due_at: datetime | None = None
    member_number: str = ""
    reasons: tuple[str, ...] = ()
    words: str = ""


def activation(facts: ApplicationFacts) -> MessageText:
    hours = facts.library.policies_of(MembershipPolicies).activation_link_hours
    return MessageText(
        subject=_("Activate your application to join %(library)s")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "We have received your application %(code)s. There is one more step before we can "
                "check it: confirm this email address and choose how you will sign in."
            )
            % {"code": facts.code},
        ],
        action=_("Activate my application"),
        closing=[
            _("The link works once, within %(hours)s hours.") % {"hours": hours},
            _(
                "If you did not apply, ignore this email: without activation, everything is "
                "deleted."
            ),
        ],
    )


def already_known(facts: ApplicationFacts) -> MessageText:
    """Informs that the identity number already belongs to a member."""
    return MessageText(
        subject=_("About a new application at %(library)s") % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "Someone, perhaps you, sent a new application with your identity number. Each "
                "person has one membership, so nothing changes for you."
            ),
            _(
                "If this was you, sign in. If you have forgotten your password, reset it on the "
                "sign-in page."
            ),
        ],
        action=_("Sign in"),
        closing=[_("If this was not you, tell us by replying to this email.")],
    )


def guardian_request(facts: ApplicationFacts) -> MessageText:
    """Asks a guardian for consent."""
    return MessageText(
        subject=_("Consent for a child to join %(library)s")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "%(name)s would like to join our digital library and named you as parent or "
                "guardian. For anyone under 18, we need your consent first."
            )
            % {"name": facts.name},
            _(
                "The page explains what data we keep, why and for how long. If you say no, we "
                "delete the application."
            ),
        ],
        action=_("Read and decide"),
        closing=[_("If you do not know this child, say no on that page or ignore this email.")],
    )


def guardian_informed(facts: ApplicationFacts) -> MessageText:
    """Informs the guardian of an applicant of 17."""
    return MessageText(
        subject=_("A young person in your care applied to join %(library)s")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "%(name)s, who is 17, has agreed to join our digital library and named you as "
                "parent or guardian. At this age, we inform you and ask you to confirm."
            )
            % {"name": facts.name},
        ],
        action=_("Read and confirm"),
    )


def waiting_for_guardian(facts: ApplicationFacts) -> MessageText:
    """Informs the applicant that the guardian must consent first."""
    return MessageText(
        subject=_("Your application is waiting for your parent or guardian"),
        paragraphs=[
            _(
                "Thank you. Your application %(code)s is activated. We have written to your parent"
                " or guardian, and will check your application when they have agreed."
            )
            % {"code": facts.code},
        ],
        action=_("See progress"),
    )


def received(facts: ApplicationFacts) -> MessageText:
    """Confirms the receipt of the application."""
    return MessageText(
        subject=_("We are checking your application"),
        paragraphs=[
            _(
                "Thank you. Your application %(code)s is activated. Our system and our staff are "
                "now checking it."
            )
            % {"code": facts.code},
            _("We will let you know by %(time)s.") % {"time": _moment(facts)},
        ],
        action=_("See progress"),
    )


def correction_needed(facts: ApplicationFacts) -> MessageText:
    days = facts.library.policies_of(MembershipPolicies).correction_lapse_days
    return MessageText(
        subject=_("Your application needs a correction"),
        paragraphs=[
            _("We checked your application %(code)s. Correct the following before we can continue:")
            % {"code": facts.code},
        ],
        points=_points(facts),
        action=_("Correct my application"),
        closing=[
            _("Everything you entered is saved. You have %(days)s days to correct it.")
            % {"days": days},
        ],
    )


def approved(facts: ApplicationFacts) -> MessageText:
    """Welcomes a new member."""
    return MessageText(
        subject=_("Welcome: you are verified and active"),
        paragraphs=[
            _(
                "Your application is verified and your membership is active. Your member number is "
                "%(number)s."
            )
            % {"number": facts.member_number},
            _(
                "Sign in with this number or your email address, then borrow and read. It is free "
                "of charge."
            ),
        ],
        action=_("Go to the collection"),
    )


def rejected(facts: ApplicationFacts) -> MessageText:
    """Informs of a rejection and its reasons."""
    return MessageText(
        subject=_("About your application"),
        paragraphs=[
            _("We checked your application %(code)s and cannot accept it.") % {"code": facts.code},
        ],
        points=_points(facts),
        action=_("See progress"),
        closing=[
            _("If you think this is wrong, reply to this email or call %(phone)s.")
            % {"phone": facts.library.phone},
            _("Your photos will be deleted after %(days)s days.")
            % {"days": facts.library.policies_of(MembershipPolicies).photo_days_after_decision},
        ],
    )


def withdrawn(facts: ApplicationFacts) -> MessageText:
    """Confirms a withdrawal."""
    return MessageText(
        subject=_("Your application was withdrawn"),
        paragraphs=[
            _(
                "We have withdrawn your application %(code)s, as you asked. You can apply again at"
                " any time."
            )
            % {"code": facts.code},
        ],
    )


def lapsed(facts: ApplicationFacts) -> MessageText:
    """Informs that the time for the application has ended."""
    return MessageText(
        subject=_("Your application has ended"),
        paragraphs=[
            _(
                "The time to complete your application %(code)s has ended. You can apply again at "
                "any time."
            )
            % {"code": facts.code},
        ],
        action=_("Apply again"),
    )


def late(facts: ApplicationFacts) -> MessageText:
    """Apologises for a missed promised time."""
    return MessageText(
        subject=_("We are late with your application, and we are sorry"),
        paragraphs=[
            _(
                "We promised to check your application %(code)s by now and have not done so. We "
                "are sorry. You do not need to do anything."
            )
            % {"code": facts.code},
            _("We will let you know by %(time)s.") % {"time": _moment(facts)},
        ],
        action=_("See progress"),
        closing=[
            _("If you need it sooner, reply to this email or call %(phone)s.")
            % {"phone": facts.library.phone},
        ],
    )


def deletion(facts: ApplicationFacts) -> MessageText:
    """Contains the link that deletes an account or ends an application."""
    hours = facts.library.policies_of(MembershipPolicies).activation_link_hours
    member = _("Someone, perhaps you, asked to delete your account with member number %(number)s.")
    applicant = _("Someone, perhaps you, asked to delete your application %(number)s.")
    number = facts.member_number or facts.code
    return MessageText(
        subject=_("Delete your account at %(library)s") % {"library": facts.library.short_name},
        paragraphs=[
            (member if facts.member_number else applicant) % {"number": number},
            _(
                "Nothing is deleted yet. The page shows what is deleted and what is kept, and asks"
                " you to confirm."
            ),
        ],
        action=_("See what is deleted"),
        closing=[
            _("The link works once, within %(hours)s hours.") % {"hours": hours},
            _("If you did not ask for this, ignore this email: nothing changes."),
        ],
    )


def _points(facts: ApplicationFacts) -> list[str]:
    points = [decision_reason(code) for code in facts.reasons]
    return [*points, facts.words] if facts.words else points


def _moment(facts: ApplicationFacts) -> str:
    if facts.due_at is None:
        return _("the end of the next working day")
    return format_moment(facts.due_at, facts.library)


def correction_notice(facts: ApplicationFacts) -> Notice:
    """Returns the short form of `correction_needed`."""
    return Notice(
        title=_("Your application needs a correction"),
        body=_("See the note from our staff."),
        action=_("Correct my application"),
        topic=f"application-{facts.code}",
    )


def approved_notice(facts: ApplicationFacts) -> Notice:
    """Returns the short form of `approved`."""
    return Notice(
        title=_("Your membership is active"),
        body=_("You can borrow and read now, free of charge."),
        action=_("Go to the collection"),
        topic=f"application-{facts.code}",
    )


def rejected_notice(facts: ApplicationFacts) -> Notice:
    """Returns the short form of `rejected`."""
    return Notice(
        title=_("The library has decided on your application"),
        body=_("The decision and its reasons are in your email and on your page."),
        action=_("See the decision"),
        topic=f"application-{facts.code}",
    )
