"""Audit log: who did what and who opened which data, as sentences."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rontal.accounts.models import User
from rontal.accounts.security_history import SECURITY_LOG
from rontal.accounts.selectors import names_of
from rontal.core import event_labels
from rontal.core.actors import ActorKind
from rontal.core.events import DECLARED
from rontal.core.models import Event, SealedFile
from rontal.data_requests import labels as request_labels
from rontal.data_requests.models import DataRequest
from rontal.desk import labels, member_labels
from rontal.feedback import labels as ticket_labels
from rontal.feedback.models import Ticket
from rontal.incidents import labels as incident_labels
from rontal.incidents.models import AffectedPerson, Incident
from rontal.lending.labels import LOAN_VIEW_REASONS
from rontal.membership import labels as membership_labels
from rontal.membership.models import Application, Member
from rontal.notifications.models import Message
from rontal.standard.selectors import library

Codes = Callable[[Iterable[str]], dict[str, str]]
PER_PAGE = 30
CHUNK = 500
OPENINGS = "lihat"
OPENING_EVENTS = (
    "application:opened",
    "data_request:contact_opened",
    "data_request:looked_at",
    "file:opened",
    "incident:names_opened",
    "member:page_opened",
    "member:searched_by_identity",
    "ticket:identity_opened",
    "ticket:looked_at",
    "survey:remarks_read",
)
"""Events that count as access to personal data."""
SECURITY = "keamanan"
GROUPS = {OPENINGS: OPENING_EVENTS, SECURITY: SECURITY_LOG}
"""Groups of events by which the log is filtered, besides single events."""
KINDS = {"sistem": ActorKind.SYSTEM, "orang": ActorKind.PERSON, "tamu": ActorKind.VISITOR}
DAYS = frozenset({"until", "before"})
NAMES_OF_STAFF = frozenset({"staff", "former", "handler", "to"})
APPLICATION, FILE = Application._meta.label_lower, SealedFile._meta.label_lower
MESSAGE, TICKET = Message._meta.label_lower, Ticket._meta.label_lower
MEMBER, ACCOUNT = Member._meta.label_lower, User._meta.label_lower
REQUEST = DataRequest._meta.label_lower
INCIDENT, AFFECTED = Incident._meta.label_lower, AffectedPerson._meta.label_lower


@dataclass(frozen=True)
class AuditLogFilters:
    """Filters of the audit log.

    `who` is an account id or a key of `KINDS`, `event` an event name or a key of `GROUPS`, `code`
    that of an application, member, ticket or request, or a login name; `first` and `last` are
    inclusive.
    """

    who: str = ""
    event: str = ""
    code: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def query(self) -> str:
        """Query parameters of the filters; "" where nothing is filtered."""
        keys = {"who": "siapa", "event": "peristiwa", "code": "kode", "first": "dari"}
        pairs = {keys.get(name, "sampai"): value for name, value in asdict(self).items() if value}
        return urlencode(pairs)


@dataclass(frozen=True)
class Entry:
    """Event as text: `who` is the actor, `sentence` what happened, `details` the event's data."""

    event: Event
    who: str
    about: str
    sentence: str
    details: str


def entries(filters: AuditLogFilters, *, before: str = "") -> tuple[list[Entry], int | None]:
    """Returns a page of events, newest first, and the id for the next page (None at the end).

    Paged by id instead of page number, because the log grows meanwhile. Seven queries at most.
    """
    rows = filtered_events(filters)
    if before.isdecimal():
        rows = rows.filter(pk__lt=min(int(before), 2**63 - 1))
    events = list(rows.order_by("-pk")[: PER_PAGE + 1])
    more = events[PER_PAGE - 1].pk if len(events) > PER_PAGE else None
    return describe_events(events[:PER_PAGE]), more


def everything(filters: AuditLogFilters, *, up_to: int) -> Iterator[Entry]:
    """Returns all matching events up to an id, newest first, in batches of 500. The language is
    that of the call, as a response is streamed after the request's language has ended.
    """
    return _in_batches(filtered_events(filters), up_to + 1, translation.get_language())


def _in_batches(rows: QuerySet[Event], before: int, language: str) -> Iterator[Entry]:
    while events := list(rows.filter(pk__lt=before).order_by("-pk")[:CHUNK]):
        with translation.override(language):
            piece = describe_events(events)
        yield from piece
        before = events[-1].pk


def filtered_events(filters: AuditLogFilters) -> QuerySet[Event]:
    """Returns the matching events, unordered."""
    rows = _events_about(filters.code) if filters.code else Event.objects.all()
    if filters.event:
        rows = rows.filter(name__in=GROUPS.get(filters.event, [filters.event]))
    if filters.who in KINDS:
        rows = rows.filter(actor_kind=KINDS[filters.who])
    elif filters.who:
        rows = rows.filter(actor_kind=ActorKind.STAFF, actor_id=int(filters.who))
    if filters.first:
        rows = rows.filter(at__gte=_midnight(filters.first))
    if filters.last:
        rows = rows.filter(at__lt=_midnight(filters.last + timedelta(1)))
    return rows


def actors() -> list[tuple[str, str]]:
    """Returns choices for the actor: staff by name, then system, persons, visitors. One query."""
    rows = User.objects.exclude(roles=[]).order_by("name", "login_name")
    staff = [(str(user.pk), user.name or user.login_name) for user in rows]
    return [
        *staff,
        ("sistem", _("The system")),
        ("orang", _("Applicants and members")),
        ("tamu", _("Visitors")),
    ]


def describe_events(events: list[Event]) -> list[Entry]:
    """Returns events as text; queries names of staff and codes of subjects once for all."""
    accounts = {e.actor_id for e in events if e.actor_kind == ActorKind.STAFF and e.actor_id}
    other_staff = {e.data[key] for e in events for key in NAMES_OF_STAFF & e.data.keys()}
    names = names_of(accounts | {pk for pk in other_staff if isinstance(pk, int)})
    codes = {
        kind: find({e.subject_id for e in events if e.subject_type == kind} - {""})
        for kind, find in _CODES.items()
    }
    return [_entry(event, names, codes.get(event.subject_type, {})) for event in events]


def _entry(event: Event, names: Mapping[int, str], codes: Mapping[str, str]) -> Entry:
    who, about = _actor_text(event, names), _subject_text(event, codes)
    declared = DECLARED.get(event.name)
    sentence = str(declared.sentence) % {"who": who, "what": about} if declared else ""
    return Entry(
        event, who, about, sentence or f"{event.name}: {who}, {about}", _details_text(event, names)
    )


def _actor_text(event: Event, names: Mapping[int, str]) -> str:
    if event.actor_kind == ActorKind.STAFF:
        return names.get(event.actor_id or 0, "") or _("Staff")
    if event.actor_kind == ActorKind.SYSTEM:
        return _("The system")
    if event.actor_kind == ActorKind.VISITOR:
        return _("A visitor")
    if event.actor_id is None:
        return _("A person who is no longer named")
    if event.actor_id < 0:
        return _("A reader")
    return _("The person of account %(id)s") % {"id": event.actor_id}


def _subject_text(event: Event, codes: Mapping[str, str]) -> str:
    pattern = event_labels.SUBJECTS.get(event.subject_type)
    code = codes.get(event.subject_id, event.subject_id) or _("(no longer named)")
    if pattern is None:
        return f"{event.subject_type.rpartition('.')[2]} {code}"
    if event.subject_type == FILE and event.data.get("purpose") == "member_import":
        return _("a list of members")
    if event.subject_type == FILE and event.subject_id and event.subject_id not in codes:
        return _("a deleted photo")
    return str(pattern) % {"code": code}


def _details_text(event: Event, names: Mapping[int, str]) -> str:
    parts = [
        f"{event_labels.KEYS.get(key, key)}: {_value_text(key, value, event.name, names)}"
        for key, value in event.data.items()
        if value not in (None, "")
    ]
    return " · ".join(parts)


def _value_text(key: str, value: object, name: str, names: Mapping[int, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key in NAMES_OF_STAFF and isinstance(value, int):
        return names.get(value, str(value))
    if key in DAYS and (day := _day(str(value))):
        return date_format(day, "j F Y")
    reasons = labels.REJECTIONS if name == "application:rejected" else labels.CORRECTIONS
    tables = [event_labels.VALUES, *_VALUES, reasons, labels.ROLES]
    if key == "why":
        tables.append(LOAN_VIEW_REASONS)
    if name.startswith("ticket:"):
        tables += _TICKET_VALUES
    if name.startswith("data_request:"):
        tables += _REQUEST_VALUES
    if name.startswith("incident:"):
        tables += _INCIDENT_VALUES
    words: dict[str, object] = {}
    for table in tables:
        words |= table
    return ", ".join(str(words.get(part.strip(), part)) for part in str(value).split(","))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _events_about(code: str) -> QuerySet[Event]:
    """Returns the events of a ticket, request or incident, or of an application with its photos,
    mails and account; else of the account with this login name.

    A member number includes those of its application.
    """
    for kind, model in ((TICKET, Ticket), (REQUEST, DataRequest), (INCIDENT, Incident)):
        found = model._default_manager.filter(code__iexact=code).values_list("pk", flat=True)
        if (pk := found.first()) is not None:
            return Event.objects.filter(subject_type=kind, subject_id=str(pk))
    rows = Application.objects.filter(Q(code__iexact=code) | Q(member__number__iexact=code))
    columns = ("pk", "user", "member__pk", "card_photo", "face_photo", "extra_document")
    pk, account, member, *files = rows.values_list(*columns).first() or (0, None, None)
    if account is None:
        account = User.objects.filter(login_name__iexact=code).values_list("pk", flat=True).first()
    own = Q(subject_type=APPLICATION, subject_id=str(pk))
    own |= Q(subject_type=FILE, subject_id__in=[str(file) for file in files if file])
    mails = Message.objects.filter(application=pk).values_list("pk", flat=True)
    own |= Q(subject_type=MESSAGE, subject_id__in=[str(mail) for mail in mails])
    if member is not None:
        own |= Q(subject_type=MEMBER, subject_id=str(member))
    if account is not None:
        own |= Q(subject_type=ACCOUNT, subject_id=str(account))
    return Event.objects.filter(own)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), library().tz)


def _file_codes(ids: Iterable[str]) -> dict[str, str]:
    """Returns the application codes of photos by file id; replaced photos are missing."""
    if not ids:
        return {}
    file_ids = list(ids)
    owned = Q(card_photo__in=file_ids) | Q(face_photo__in=file_ids) | Q(extra_document__in=file_ids)
    columns = ("card_photo_id", "face_photo_id", "extra_document_id")
    rows = Application.objects.filter(owned).values_list("code", *columns)
    return {str(file): code for code, *files in rows for file in files if file}


def _codes_in(model: type[Model], column: str) -> Codes:
    """Returns the function that finds the codes of rows by their ids, in a column of the model."""

    def codes(ids: Iterable[str]) -> dict[str, str]:
        if not ids:
            return {}
        rows = model._default_manager.filter(pk__in=list(ids)).values_list("pk", column)
        return {str(pk): code for pk, code in rows if code}

    return codes


_CODES: Mapping[str, Codes] = {
    APPLICATION: _codes_in(Application, "code"),
    FILE: _file_codes,
    MESSAGE: _codes_in(Message, "application__code"),
    MEMBER: _codes_in(Member, "number"),
    TICKET: _codes_in(Ticket, "code"),
    REQUEST: _codes_in(DataRequest, "code"),
    INCIDENT: _codes_in(Incident, "code"),
    AFFECTED: _codes_in(AffectedPerson, "incident__code"),
    ACCOUNT: _codes_in(User, "login_name"),
}
_VALUES = (
    membership_labels.PHOTO_PURPOSES,
    member_labels.SUSPENSIONS,
    member_labels.CLOSINGS,
    member_labels.CORRECTIONS,
    member_labels.JOININGS,
    member_labels.STATES,
    member_labels.FIELDS,
    labels.STATES,
    labels.PURPOSES,
    labels.RECOMMENDATIONS,
)
"""Labels of codes that events hold as values, besides those that apps register with their events.
Where two tables have a code, the later one counts.
"""
_TICKET_VALUES = (ticket_labels.KINDS, ticket_labels.CATEGORIES, ticket_labels.CHANNELS)
_REQUEST_VALUES = (
    request_labels.SHORT_KINDS,
    request_labels.CHANNELS,
    request_labels.IDENTITY_CHECKS,
    request_labels.ACTS,
    request_labels.REFUSALS,
)
_INCIDENT_VALUES = (
    incident_labels.STATES,
    incident_labels.CHANNELS,
    incident_labels.SCOPES,
    incident_labels.WAYS,
)
