"""What each kind of message says. A letter is plain data; templates give it its form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rontal.kernel.library import Library
from rontal.notifications.kinds import Kind
from rontal.notifications.wording import reason


@dataclass(frozen=True)
class Facts:
    """What letters are written from. `link` is the absolute address of the one action.

    `name` is the applicant's, `greeted` the reader's (a guardian's in letters to guardians).
    """

    library: Library
    name: str
    greeted: str
    code: str
    link: str
    due_at: datetime | None = None
    member_number: str = ""
    reasons: tuple[str, ...] = ()
    words: str = ""
    stop_link: str = ""


@dataclass(frozen=True)
class Letter:
    """A subject without personal data, paragraphs, points, and at most one action."""

    subject: str
    paragraphs: list[str]
    action: str = ""
    points: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    stop: str = ""
    """Words of the link by which the reader ends letters of this kind."""


def write(kind: Kind, facts: Facts) -> Letter:
    """The letter of a kind, in the active language."""
    return _LETTERS[kind](facts)


def _activation(facts: Facts) -> Letter:
    hours = facts.library.policies.activation_link_hours
    return Letter(
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


def _already_known(facts: Facts) -> Letter:
    return Letter(
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


def _guardian_request(facts: Facts) -> Letter:
    return Letter(
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


def _guardian_told(facts: Facts) -> Letter:
    return Letter(
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


def _waiting_for_guardian(facts: Facts) -> Letter:
    return Letter(
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


def _received(facts: Facts) -> Letter:
    return Letter(
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


def _correction_needed(facts: Facts) -> Letter:
    days = facts.library.policies.correction_lapse_days
    return Letter(
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


def _approved(facts: Facts) -> Letter:
    return Letter(
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


def _rejected(facts: Facts) -> Letter:
    return Letter(
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


def _withdrawn(facts: Facts) -> Letter:
    return Letter(
        subject=_("Your application was withdrawn"),
        paragraphs=[
            _(
                "As you asked, we ended your application %(code)s. You are welcome to apply again "
                "at any time."
            )
            % {"code": facts.code},
        ],
    )


def _lapsed(facts: Facts) -> Letter:
    return Letter(
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


def _survey(facts: Facts) -> Letter:
    days = facts.library.policies.survey_open_days
    return Letter(
        subject=_("How was it? Nine questions, two minutes"),
        paragraphs=[
            _(
                "You used our online library a short while ago. What went well, and what should "
                "we do better? Your answer helps us, and it is part of what we publish."
            ),
        ],
        action=_("Answer the questions"),
        closing=[
            _("Nobody can see that an answer is yours: it is kept without name and without link."),
            _("The link works once, within %(days)s days.") % {"days": days},
        ],
        stop=_("Do not ask me again"),
    )


def _late(facts: Facts) -> Letter:
    return Letter(
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


def _deletion(facts: Facts) -> Letter:
    hours = facts.library.policies.activation_link_hours
    member = _("Somebody, perhaps you, asked to delete your account with member number %(number)s.")
    applicant = _("Somebody, perhaps you, asked to delete your application %(number)s.")
    number = facts.member_number or facts.code
    return Letter(
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


def password_reset(facts: Facts) -> Letter:
    """The letter with the way to a new password; `code` is the name that the person signs in by."""
    return Letter(
        subject=_("A new password for %(library)s") % {"library": facts.library.short_name},
        paragraphs=[
            _("Somebody, perhaps you, asked for a new password for the account %(code)s.")
            % {"code": facts.code},
        ],
        action=_("Choose a new password"),
        closing=[_("You did not ask? Then do nothing: your password stays as it is.")],
    )


def _points(facts: Facts) -> list[str]:
    points = [reason(code) for code in facts.reasons]
    return [*points, facts.words] if facts.words else points


def _moment(facts: Facts) -> str:
    if facts.due_at is None:
        return _("the end of the next working day")
    return moment_words(facts.due_at, facts.library)


def moment_words(at: datetime, library: Library) -> str:
    """A moment as letters write it, in the library's zone."""
    local = timezone.localtime(at, library.tz)
    return f"{formats.date_format(local, 'l, j F Y, H:i')} {local.tzname()}"


_LETTERS: dict[Kind, Callable[[Facts], Letter]] = {
    Kind.ACTIVATION: _activation,
    Kind.ALREADY_KNOWN: _already_known,
    Kind.GUARDIAN_REQUEST: _guardian_request,
    Kind.GUARDIAN_TOLD: _guardian_told,
    Kind.WAITING_FOR_GUARDIAN: _waiting_for_guardian,
    Kind.RECEIVED: _received,
    Kind.CORRECTION_NEEDED: _correction_needed,
    Kind.APPROVED: _approved,
    Kind.REJECTED: _rejected,
    Kind.WITHDRAWN: _withdrawn,
    Kind.LAPSED: _lapsed,
    Kind.LATE: _late,
    Kind.DELETION: _deletion,
    Kind.SURVEY: _survey,
}
