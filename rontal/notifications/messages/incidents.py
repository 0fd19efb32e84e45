"""Messages about a breach of personal data: to the persons affected, to the agency, to staff.

The text to persons and to the agency is the one that a second person confirmed. The subject names
nobody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from rontal.accounts.models import User
from rontal.accounts.roles import INCIDENT_CONFIRMERS, INCIDENT_HANDLERS
from rontal.accounts.selectors import staff_with
from rontal.core import clock
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.incidents import events
from rontal.incidents.models import Incident
from rontal.incidents.rules.texts import fill, paragraphs
from rontal.incidents.selectors.drafts import person_values
from rontal.incidents.steps.recipients import recipient_of
from rontal.notifications.content import Loaded, MessageText, MessageType, Target, format_moment
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

PRIVACY = "/privasi/"


@dataclass(frozen=True)
class NoticeFacts:
    """Confirmed text of a notice as paragraphs; `child` is the child whose guardian reads it."""

    code: str
    paragraphs: list[str]
    child: str = ""


@dataclass(frozen=True)
class IncidentFacts:
    """Facts for the texts to staff."""

    library: Library
    code: str
    due_at: datetime
    late: bool


def _to_person(event: Event) -> Iterable[Target]:
    yield Target(affected_id=int(event.subject_id))


def _to_agency(event: Event) -> Iterable[Target]:
    """Yields the agency where an address was entered."""
    incident = Incident.objects.filter(pk=event.subject_id).exclude(agency_email="").first()
    if incident is not None:
        yield Target(incident_id=incident.pk)


def _to_handlers(event: Event) -> Iterable[Target]:
    yield from _to_staff(event, staff_with(*INCIDENT_HANDLERS))


def _to_confirmers(event: Event) -> Iterable[Target]:
    """Yields the heads, without the one who submitted the notices."""
    heads = [user for user in staff_with(*INCIDENT_CONFIRMERS) if user.pk != event.actor_id]
    yield from _to_staff(event, heads)


def _to_staff(event: Event, staff: list[User]) -> Iterable[Target]:
    for user in staff:
        if user.email:
            yield Target(incident_id=int(event.subject_id), staff_id=user.pk)


def _load_for_person(message: Message) -> Loaded[NoticeFacts] | None:
    """Returns the facts; None where the person was erased or the notices were."""
    person = message.affected
    if person is None or person.incident.notices is None:
        return None
    recipient = recipient_of(person)
    texts = person.incident.notices.reveal()
    text = texts["persons_en" if recipient.language == "en" else "persons_id"]
    with override(recipient.language):
        values = person_values(person.incident, person.kinds, person.first_at)
        name = recipient.name or _("friend of the library")
    facts = NoticeFacts(person.incident.code, paragraphs(fill(text, values)), recipient.child)
    return Loaded(
        facts=facts,
        name=name,
        address=recipient.email,
        language=recipient.language,
        path=PRIVACY,
        code=person.incident.code,
    )


def _load_for_agency(message: Message) -> Loaded[NoticeFacts] | None:
    incident = message.incident
    if incident is None or incident.notices is None:
        return None
    texts = paragraphs(incident.notices.reveal()["agency"])
    with override("id"):
        name = _("the agency for personal data protection")
    return Loaded(
        facts=NoticeFacts(incident.code, texts),
        name=name,
        address=incident.agency_email,
        language="id",
        path=PRIVACY,
        code=incident.code,
    )


def _load_for_staff(message: Message) -> Loaded[IncidentFacts] | None:
    """Returns the facts; None where the incident is over or the account is."""
    incident, staff = message.incident, message.staff
    if incident is None or staff is None or not staff.is_active or not incident.is_running:
        return None
    late = clock.now() > incident.due_at
    return Loaded(
        facts=IncidentFacts(library(), incident.code, incident.due_at, late),
        name=staff.name or staff.login_name,
        address=staff.email,
        language=staff.language,
        path=f"/meja/insiden/{incident.code}/",
        code=incident.code,
    )


def _person_notice(facts: NoticeFacts) -> MessageText:
    about = [_("You get this email as the guardian of %(child)s.") % {"child": facts.child}]
    return MessageText(
        subject=_("[%(code)s] Important: an incident with personal data") % {"code": facts.code},
        paragraphs=[*(about if facts.child else []), *facts.paragraphs],
        action=_("How we protect data"),
    )


def _agency_notice(facts: NoticeFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] Notice under article 46 of UU 27/2022") % {"code": facts.code},
        paragraphs=facts.paragraphs,
        action=_("Privacy page of the library"),
    )


def _opened(facts: IncidentFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] Incident with personal data") % {"code": facts.code},
        paragraphs=[
            _("An incident was recorded."),
            _("The agency and the persons are notified by %(time)s. The clock runs at night too.")
            % _time(facts),
        ],
        action=_("Open incident"),
    )


def _submitted(facts: IncidentFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] Notices wait for your confirmation") % {"code": facts.code},
        paragraphs=[
            _("Nothing is sent before a head confirms the notices."),
            _("The time ends on %(time)s.") % _time(facts),
        ],
        action=_("Read and confirm"),
    )


def _due(facts: IncidentFacts) -> MessageText:
    subject = _("[%(code)s] Overdue") if facts.late else _("[%(code)s] Due soon")
    sentence = _("The time ended on %(time)s.") if facts.late else _("The time ends on %(time)s.")
    return MessageText(
        subject=subject % {"code": facts.code},
        paragraphs=[
            _("The notices of an incident with personal data are not sent."),
            sentence % _time(facts),
        ],
        action=_("Open incident"),
    )


def _time(facts: IncidentFacts) -> dict[str, str]:
    return {"time": format_moment(facts.due_at, facts.library)}


def _for_staff(
    code: str,
    label: str | Promise,
    event: str,
    write: Callable[[IncidentFacts], MessageText],
    targets: Callable[[Event], Iterable[Target]] = _to_handlers,
) -> MessageType[IncidentFacts]:
    return MessageType(
        code=code,
        label=label,
        purpose=Purpose.WORK,
        events=(event,),
        targets=targets,
        load=_load_for_staff,
        write=write,
    )


PERSON = MessageType(
    code="incident_person",
    label=gettext_lazy("Notice of an incident, to a person"),
    purpose=Purpose.PRIVACY,
    events=(events.PERSON_NOTIFIED,),
    targets=_to_person,
    load=_load_for_person,
    write=_person_notice,
)
AGENCY = MessageType(
    code="incident_agency",
    label=gettext_lazy("Notice of an incident, to the agency"),
    purpose=Purpose.PRIVACY,
    events=(events.CONFIRMED,),
    targets=_to_agency,
    load=_load_for_agency,
    write=_agency_notice,
)
OPENED = _for_staff(
    "incident_opened", gettext_lazy("New incident, to staff"), events.OPENED, _opened
)
SUBMITTED = _for_staff(
    "incident_submitted",
    gettext_lazy("Notices to confirm, to the head"),
    events.SUBMITTED,
    _submitted,
    _to_confirmers,
)
DUE = _for_staff(
    "incident_due", gettext_lazy("Reminder of an incident, to staff"), events.DUE_SOON, _due
)
MESSAGES = (PERSON, AGENCY, OPENED, SUBMITTED, DUE)
