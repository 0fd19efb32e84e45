"""Messages about guardians: the link to their page, and the hand-over at 17, to the young person
and to the guardian."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.membership import events as membership
from rontal.membership import services
from rontal.membership.models import Application, Guardian
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.guardianship import open_hand_over
from rontal.notifications.content import Loaded, MessageText, MessageType, Target
from rontal.notifications.messages.sender import SENDER
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

TAKE_OVER = "/akun/ambil-alih/"
PAGE = "/keluarga/"


@dataclass(frozen=True)
class GuardianFacts:
    """Facts for the texts: `child` is the name of the young person; `answer_by` is the last day to
    take over, None where there is no open hand-over."""

    library: Library
    child: str
    answer_by: date | None = None


def _target(event: Event) -> Iterable[Target]:
    return [Target(application_id=int(event.subject_id))]


def _to_young_person(event: Event) -> Iterable[Target]:
    has_address = Application.objects.filter(pk=event.subject_id).exclude(email="").exists()
    return _target(event) if has_address else []


def _to_deciding_guardian(event: Event) -> Iterable[Target]:
    """Yields the guardian, unless they only confirmed, or a restore repeats what they know."""
    known = not event.data.get("decided", True) or event.data.get("why") == "restore"
    return [] if known else _target(event)


def _load_for_young_person(message: Message) -> Loaded[GuardianFacts] | None:
    """Returns the facts; None once they took over, and where the address is erased."""
    application = message.application
    hand_over = open_hand_over(application) if application else None
    if application is None or hand_over is None or not application.email:
        return None
    facts = GuardianFacts(library(), application.name, hand_over.answer_by)
    return Loaded(
        facts,
        application.name,
        application.email,
        application.language,
        TAKE_OVER,
        code=application.code,
    )


def _loader_for_guardian(
    path: Callable[[Application], str] | None = None, *, ended: bool = False
) -> Callable[[Message], Loaded[GuardianFacts] | None]:
    """Returns a loader; the message is dropped where the guardian's rights are not (or no longer)
    those that it speaks of, and where there is no address."""

    def load(message: Message) -> Loaded[GuardianFacts] | None:
        application = message.application
        target = path(application) if path and application else PAGE
        rows = Guardian.objects.filter(application=application, ended_at__isnull=not ended)
        guardian = rows.first() if application else None  # after the link: a change ends it
        known = guardian.details.reveal() if guardian else {}
        if application is None or not known.get("email"):
            return None
        hand_over = open_hand_over(application)
        facts = GuardianFacts(
            library(), application.name, hand_over.answer_by if hand_over else None
        )
        return Loaded(
            facts,
            known["name"],
            known["email"],
            application.language,
            target,
            code=application.code,
        )

    return load


def _link_path(application: Application) -> str:
    token = services.issue_link(
        application_id=application.pk, purpose=LinkPurpose.GUARDIAN_PAGE, actor=SENDER
    )
    return f"{PAGE}masuk/{token}/"


def _link(facts: GuardianFacts) -> MessageText:
    return MessageText(
        subject=_("Your children at %(library)s") % {"library": facts.library.short_name},
        paragraphs=[
            _(
                "You asked for the page for parents and guardians. It shows every child who joined "
                "with your consent, and there you can withdraw it."
            )
        ],
        action=_("Open my children's page"),
        closing=[
            _("The link works once, within one hour."),
            _("If you did not ask for it, ignore this email. Nobody else gets the link."),
        ],
    )


def _asked(facts: GuardianFacts) -> MessageText:
    return MessageText(
        subject=_("Your library membership is yours to decide now"),
        paragraphs=[
            _(
                "You are old enough to decide about your membership and your data yourself. Until "
                "now your parent or guardian did."
            ),
            _(
                "Sign in, read what the library stores, and choose what you agree to. Your card, "
                "loans and notes stay as they are, and your parent or guardian sees nothing any "
                "more."
            ),
        ],
        action=_("Take over my membership"),
        points=[
            _("You need an email address of your own."),
            _("When you have your KTP, show it at the library at your next visit."),
        ],
        closing=[_until(facts)],
    )


def _reminded(facts: GuardianFacts) -> MessageText:
    return MessageText(
        subject=_("Have you taken over your library membership?"),
        paragraphs=[
            _(
                "You are old enough to decide about your membership yourself. So far you have not "
                "answered."
            )
        ],
        action=_("Take over my membership"),
        closing=[_until(facts)],
    )


def _notice(facts: GuardianFacts) -> MessageText:
    return MessageText(
        subject=_("A young person in your care decides alone now"),
        paragraphs=[
            _(
                "%(name)s is old enough to decide about the membership at %(library)s. We have "
                "asked them to take over."
            )
            % {"name": facts.child, "library": facts.library.short_name},
            _(
                "As soon as they do, your consent ends, you no longer see them on the page for "
                "parents and guardians, and we delete your name and address. You do not have to do "
                "anything."
            ),
        ],
        action=_("Page for parents and guardians"),
        closing=[
            _(
                "If they do not answer by %(day)s, the membership is paused. Nothing is deleted. At"
                " 18 your part ends in any case."
            )
            % {"day": _day(facts)}
        ],
    )


def _ended(facts: GuardianFacts) -> MessageText:
    return MessageText(
        subject=_("Your part as parent or guardian has ended"),
        paragraphs=[
            _("%(name)s now decides about the membership at %(library)s alone.")
            % {"name": facts.child, "library": facts.library.short_name},
            _(
                "Your consent has ended, and you no longer see this membership. We delete your name"
                " and address within a few days. Thank you for your trust."
            ),
        ],
    )


def _until(facts: GuardianFacts) -> str:
    text = _("After %(day)s your membership is paused until you take over. Nothing is deleted.")
    return text % {"day": _day(facts)}


def _day(facts: GuardianFacts) -> str:
    return date_format(facts.answer_by, "j F Y") if facts.answer_by else ""


def _type(
    code: str,
    label: str | Promise,
    event: str,
    write: Callable[[GuardianFacts], MessageText],
    load: Callable[[Message], Loaded[GuardianFacts] | None],
    targets: Callable[[Event], Iterable[Target]] = _target,
    purpose: Purpose = Purpose.MEMBERSHIP,
) -> MessageType[GuardianFacts]:
    return MessageType(
        code=code,
        label=label,
        purpose=purpose,
        events=(event,),
        targets=targets,
        load=load,
        write=write,
    )


LINK = _type(
    "guardian_link",
    gettext_lazy("Link to the page for guardians"),
    membership.GUARDIAN_LINK_ASKED,
    _link,
    _loader_for_guardian(_link_path),
    purpose=Purpose.SECURITY,
)
ASKED = _type(
    "hand_over_asked",
    gettext_lazy("Asked to take over at 17"),
    membership.HAND_OVER_ASKED,
    _asked,
    _load_for_young_person,
    _to_young_person,
)
REMINDED = _type(
    "hand_over_reminded",
    gettext_lazy("Reminder to take over at 17"),
    membership.HAND_OVER_REMINDED,
    _reminded,
    _load_for_young_person,
    _to_young_person,
)
NOTICE = _type(
    "hand_over_notice",
    gettext_lazy("Hand-over at 17, to the guardian"),
    membership.HAND_OVER_ASKED,
    _notice,
    _loader_for_guardian(),
)
ENDED = _type(
    "guardian_ended",
    gettext_lazy("End of guardianship, to the guardian"),
    membership.GUARDIAN_ENDED,
    _ended,
    _loader_for_guardian(ended=True),
    _to_deciding_guardian,
)
MESSAGES = (LINK, ASKED, REMINDED, NOTICE, ENDED)
