"""Texts of messages about an application for membership."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rontal.kernel.library import Library
from rontal.notifications.content import MessageText, Notice, moment_words
from rontal.notifications.labels.decisions import reason


@dataclass(frozen=True)
class ApplicationFacts:
    """`name` is the applicant's; `due_at` is when the applicant hears from the library."""

    library: Library
    name: str
    code: str
    due_at: datetime | None = None
    member_number: str = ""
    reasons: tuple[str, ...] = ()
    words: str = ""


def activation(facts: ApplicationFacts) -> MessageText:
    """Asks for the activation of an application."""
    hours = facts.library.policies.activation_link_hours
    return MessageText(
        subject=_("Activate your application to %(library)s")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "We have your application %(code)s. One step is left before we can look at it: "
                "show that this address is yours and choose how you will sign in."
            )
            % {"code": facts.code},
        ],
        action=_("Activate my application"),
        closing=[
            _("The link works once, within %(hours)s hours.") % {"hours": hours},
            _("You did not apply? Then do nothing: without activation everything is erased."),
        ],
    )


def already_known(facts: ApplicationFacts) -> MessageText:
    """Tells that the identity number is a member's already."""
    return MessageText(
        subject=_("About a new application at %(library)s") % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "Somebody, perhaps you, sent a new application with an identity number that we "
                "already know as yours. One person has one membership: nothing changes for you."
            ),
            _(
                "Was it you? Then sign in. If you no longer know your password, choose a new one "
                "on the sign-in page."
            ),
        ],
        action=_("Sign in"),
        closing=[_("Was it not you? Then please tell us by answering this mail.")],
    )


def guardian_request(facts: ApplicationFacts) -> MessageText:
    """Asks a guardian for consent."""
    return MessageText(
        subject=_("Your consent for a child at %(library)s")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "%(name)s would like to become a member of our digital library and named you as "
                "parent or guardian. Under the age of 18 we need your consent first."
            )
            % {"name": facts.name},
            _(
                "The page tells what data we keep, for what and for how long. You may say no: then "
                "we erase the application."
            ),
        ],
        action=_("Read and decide"),
        closing=[_("You do not know this child? Say no on that page, or do nothing.")],
    )


def guardian_told(facts: ApplicationFacts) -> MessageText:
    """Tells a guardian of an applicant of 17."""
    return MessageText(
        subject=_("A young person in your care applied to %(library)s")
        % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "%(name)s, who is 17, has agreed to membership in our digital library and named "
                "you as parent or guardian. At this age we tell you and ask you to confirm."
            )
            % {"name": facts.name},
        ],
        action=_("Read and confirm"),
    )


def waiting_for_guardian(facts: ApplicationFacts) -> MessageText:
    """Tells the applicant that the guardian is asked first."""
    return MessageText(
        subject=_("Your application waits for your parent or guardian"),
        paragraphs=[
            _(
                "Thank you, your application %(code)s is activated. We wrote to your parent or "
                "guardian. As soon as they have agreed we look at it."
            )
            % {"code": facts.code},
        ],
        action=_("See how it stands"),
    )


def received(facts: ApplicationFacts) -> MessageText:
    """Confirms that the application is in."""
    return MessageText(
        subject=_("We are looking at your application"),
        paragraphs=[
            _(
                "Thank you, your application %(code)s is activated. Our system and our staff now "
                "check it."
            )
            % {"code": facts.code},
            _("You hear from us by %(time)s at the latest.") % {"time": _moment(facts)},
        ],
        action=_("See how it stands"),
    )


def correction_needed(facts: ApplicationFacts) -> MessageText:
    """Asks for a correction."""
    days = facts.library.policies.correction_lapse_days
    return MessageText(
        subject=_("Your application needs a correction"),
        paragraphs=[
            _(
                "We looked at your application %(code)s. Something needs your hand before we can "
                "go on:"
            )
            % {"code": facts.code},
        ],
        points=_points(facts),
        action=_("Correct my application"),
        closing=[
            _("All you entered is still there. You have %(days)s days.") % {"days": days},
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
                "Sign in with this number or your e-mail address, then borrow and read. It is free "
                "of charge."
            ),
        ],
        action=_("Go to the collection"),
    )


def rejected(facts: ApplicationFacts) -> MessageText:
    """Tells of a rejection and its reasons."""
    return MessageText(
        subject=_("About your application"),
        paragraphs=[
            _("We looked at your application %(code)s and cannot accept it.")
            % {"code": facts.code},
        ],
        points=_points(facts),
        action=_("See how it stands"),
        closing=[
            _("You think this is wrong? Answer this mail, or call %(phone)s.")
            % {"phone": facts.library.phone},
            _("Your photos will be erased after %(days)s days.")
            % {"days": facts.library.policies.photo_days_after_decision},
        ],
    )


def withdrawn(facts: ApplicationFacts) -> MessageText:
    """Confirms a withdrawal."""
    return MessageText(
        subject=_("Your application was withdrawn"),
        paragraphs=[
            _(
                "As you asked, we ended your application %(code)s. You are welcome to apply again "
                "at any time."
            )
            % {"code": facts.code},
        ],
    )


def lapsed(facts: ApplicationFacts) -> MessageText:
    """Tells that the time for the application is over."""
    return MessageText(
        subject=_("Your application has ended"),
        paragraphs=[
            _(
                "We waited for you, and the time for your application %(code)s is over. You are "
                "welcome to apply again at any time."
            )
            % {"code": facts.code},
        ],
        action=_("Apply again"),
    )


def late(facts: ApplicationFacts) -> MessageText:
    """Apologises for a promise that was not kept."""
    return MessageText(
        subject=_("We are late with your application, and we are sorry"),
        paragraphs=[
            _(
                "We promised to look at your application %(code)s by now and have not managed it. "
                "We are sorry. You need not do anything."
            )
            % {"code": facts.code},
            _("You hear from us by %(time)s at the latest.") % {"time": _moment(facts)},
        ],
        action=_("See how it stands"),
        closing=[
            _("You need it sooner? Answer this mail, or call %(phone)s.")
            % {"phone": facts.library.phone},
        ],
    )


def deletion(facts: ApplicationFacts) -> MessageText:
    """Carries the link that deletes an account or ends an application."""
    hours = facts.library.policies.activation_link_hours
    member = _("Somebody, perhaps you, asked to delete your account with member number %(number)s.")
    applicant = _("Somebody, perhaps you, asked to delete your application %(number)s.")
    number = facts.member_number or facts.code
    return MessageText(
        subject=_("Delete your account at %(library)s") % {"library": facts.library.short_name},
        paragraphs=[
            (member if facts.member_number else applicant) % {"number": number},
            _("Nothing is deleted yet. The page says what ends and what is kept, and asks you."),
        ],
        action=_("See what is deleted"),
        closing=[
            _("The link works once, within %(hours)s hours.") % {"hours": hours},
            _("You did not ask? Then do nothing: everything stays as it is."),
        ],
    )


def _points(facts: ApplicationFacts) -> list[str]:
    points = [reason(code) for code in facts.reasons]
    return [*points, facts.words] if facts.words else points


def _moment(facts: ApplicationFacts) -> str:
    if facts.due_at is None:
        return _("the end of the next working day")
    return moment_words(facts.due_at, facts.library)


def correction_notice(facts: ApplicationFacts) -> Notice:
    """Short form of `correction_needed`."""
    return Notice(
        title=_("Your application needs a correction"),
        body=_("Please look at what our staff wrote."),
        action=_("Correct my application"),
        topic=f"application-{facts.code}",
    )


def approved_notice(facts: ApplicationFacts) -> Notice:
    """Short form of `approved`."""
    return Notice(
        title=_("Your membership is active"),
        body=_("You can borrow and read now, free of charge."),
        action=_("Go to the collection"),
        topic=f"application-{facts.code}",
    )


def rejected_notice(facts: ApplicationFacts) -> Notice:
    """Short form of `rejected`."""
    return Notice(
        title=_("The library has decided on your application"),
        body=_("The decision and its reasons are in your e-mail and on your page."),
        action=_("See the decision"),
        topic=f"application-{facts.code}",
    )
