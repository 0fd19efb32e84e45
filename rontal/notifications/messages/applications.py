"""Messages about an application for membership."""

from collections.abc import Callable, Iterable
from typing import Final

from django.utils.translation import gettext_lazy

from rontal.core.models import Event
from rontal.membership import events as membership
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.membership.selectors import can_end
from rontal.membership.selectors.promises import new_time_of
from rontal.membership.states import ApplicationState
from rontal.notifications.content import EVERY_CHANNEL, Loaded, MessageType, Target
from rontal.notifications.messages import application_texts as texts
from rontal.notifications.messages.application_texts import ApplicationFacts
from rontal.notifications.messages.sender import SENDER
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.standard.selectors import library

STATUS: Final = "/status/"
Path = Callable[[Application], str]


def _to_applicant(event: Event) -> Iterable[Target]:
    """Yields the applicant, unless a newer application has replaced this one."""
    if event.data.get("why") != "superseded":
        yield _target(event)


def _to_guardian_for(request: str) -> Callable[[Event], Iterable[Target]]:
    """Returns a function for the guardian of an event that requests consent or confirmation."""
    return lambda event: [_target(event)] if event.data.get("asks_for") == request else []


def _after_activation(event: Event) -> Iterable[Target]:
    """Returns the applicant when only the library's decision is missing."""
    consented = event.name == membership.GUARDIAN_CONSENTED
    if event.data.get("waits_for") == "guardian":
        return []
    return [] if consented and event.data.get("to") != "checking" else [_target(event)]


def _while_guardian_waits(event: Event) -> Iterable[Target]:
    return [_target(event)] if event.data.get("waits_for") == "guardian" else []


def _target(event: Event) -> Target:
    rows = Application.objects.filter(pk=event.subject_id)
    if event.subject_type == Member._meta.label_lower:
        rows = Application.objects.filter(member=int(event.subject_id))
    pk, account = rows.values_list("pk", "user_id").get()
    return Target(application_id=pk, account_id=account)


def _loader(
    path: str | Path = STATUS,
    *,
    guardian: bool = False,
    late: bool = False,
    state: ApplicationState | None = None,
) -> Callable[[Message], Loaded[ApplicationFacts] | None]:
    """Returns a loader of the facts. A push or WhatsApp message is dropped where the application
    has left `state`. The mail is always sent, as it contains the note from staff."""

    def load(message: Message) -> Loaded[ApplicationFacts] | None:
        application = message.application
        if application is None:
            return None
        if message.channel != ChannelName.MAIL and application.state != state:
            return None
        name, address = _guardian(application) if guardian else _applicant(application)
        target_path = path if isinstance(path, str) else path(application)
        return Loaded(
            facts=_facts(application, late=late),
            name=name,
            address=address,
            language=application.language,
            path=target_path,
            code=application.code,
        )

    return load


def _applicant(application: Application) -> tuple[str, str]:
    return application.name, application.email


def _guardian(application: Application) -> tuple[str, str]:
    guardian = application.guardian.details.reveal()
    return guardian["name"], guardian["email"]


def _facts(application: Application, *, late: bool) -> ApplicationFacts:
    member = Member.objects.filter(application=application).first()
    return ApplicationFacts(
        library=library(),
        name=application.name,
        code=application.code,
        due_at=new_time_of(application.pk) if late else application.due_at,
        member_number=member.number if member else "",
        reasons=tuple(application.decision_reasons or ()),
        words=application.decision_words,
    )


def _link_for(purpose: str, address: str) -> Path:
    """Returns a function that makes a path with a fresh one-use token at the time of sending."""

    def path(application: Application) -> str:
        token = services.issue_link(application_id=application.pk, purpose=purpose, actor=SENDER)
        return f"/{address}/{token}/"

    return path


def _load_deletion(message: Message) -> Loaded[ApplicationFacts] | None:
    """Returns the facts and a fresh link; None where application and membership have ended."""
    application = message.application
    if application is None or not can_end(application):
        return None
    return _loader(_link_for("deletion", "akun/hapus"))(message)


ACTIVATION = MessageType(
    code="activation",
    label=gettext_lazy("Activation"),
    purpose=Purpose.SECURITY,
    events=(membership.SUBMITTED, membership.ACTIVATION_RESENT),
    targets=_to_applicant,
    load=_loader(_link_for("activation", "aktivasi")),
    write=texts.activation,
)
ALREADY_KNOWN = MessageType(
    code="already_known",
    label=gettext_lazy("Already registered"),
    purpose=Purpose.SECURITY,
    events=(membership.DUPLICATE,),
    targets=_to_applicant,
    load=_loader("/masuk/"),
    write=texts.already_known,
)
GUARDIAN_REQUEST = MessageType(
    code="guardian_request",
    label=gettext_lazy("Consent of the guardian"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.GUARDIAN_ASKED,),
    targets=_to_guardian_for("consent"),
    load=_loader(_link_for("guardian", "wali"), guardian=True),
    write=texts.guardian_request,
)
GUARDIAN_INFORMED = MessageType(
    code="guardian_told",
    label=gettext_lazy("Guardian notified"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.GUARDIAN_ASKED,),
    targets=_to_guardian_for("confirmation"),
    load=_loader(_link_for("guardian", "wali"), guardian=True),
    write=texts.guardian_informed,
)
WAITING_FOR_GUARDIAN = MessageType(
    code="waiting_for_guardian",
    label=gettext_lazy("Waiting for the guardian"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.ACTIVATED,),
    targets=_while_guardian_waits,
    load=_loader(),
    write=texts.waiting_for_guardian,
)
RECEIVED = MessageType(
    code="received",
    label=gettext_lazy("Received"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.GUARDIAN_CONSENTED, membership.ACTIVATED),
    targets=_after_activation,
    load=_loader(),
    write=texts.received,
)
CORRECTION_NEEDED = MessageType(
    code="correction_needed",
    label=gettext_lazy("Correction needed"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.CORRECTION_ASKED,),
    targets=_to_applicant,
    load=_loader(state=ApplicationState.NEEDS_CORRECTION),
    write=texts.correction_needed,
    notice=texts.correction_notice,
    channels=EVERY_CHANNEL,
    urgent=True,
)
APPROVED = MessageType(
    code="approved",
    label=gettext_lazy("Verified and active"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.APPROVED,),
    targets=_to_applicant,
    load=_loader("/koleksi/", state=ApplicationState.APPROVED),
    write=texts.approved,
    notice=texts.approved_notice,
    channels=EVERY_CHANNEL,
    urgent=True,
)
REJECTED = MessageType(
    code="rejected",
    label=gettext_lazy("Rejected"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.REJECTED,),
    targets=_to_applicant,
    load=_loader(state=ApplicationState.REJECTED),
    write=texts.rejected,
    notice=texts.rejected_notice,
    channels=EVERY_CHANNEL,
    urgent=True,
)
WITHDRAWN = MessageType(
    code="withdrawn",
    label=gettext_lazy("Withdrawal"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.WITHDRAWN,),
    targets=_to_applicant,
    load=_loader(),
    write=texts.withdrawn,
)
LAPSED = MessageType(
    code="lapsed",
    label=gettext_lazy("Lapsed"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.LAPSED,),
    targets=_to_applicant,
    load=_loader("/daftar/"),
    write=texts.lapsed,
)
LATE = MessageType(
    code="late",
    label=gettext_lazy("Apology with a new time"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.LATE,),
    targets=_to_applicant,
    load=_loader(late=True),
    write=texts.late,
)
DELETION = MessageType(
    code="deletion",
    label=gettext_lazy("Link for deleting the account"),
    purpose=Purpose.SECURITY,
    events=(membership.DELETION_ASKED,),
    targets=_to_applicant,
    load=_load_deletion,
    write=texts.deletion,
)
MESSAGES = (
    ACTIVATION,
    ALREADY_KNOWN,
    GUARDIAN_REQUEST,
    GUARDIAN_INFORMED,
    WAITING_FOR_GUARDIAN,
    RECEIVED,
    CORRECTION_NEEDED,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    LAPSED,
    LATE,
    DELETION,
)
