"""Queries for the page of one application: history, notes, consents, mails, photos."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, QuerySet, Value, When
from django.db.models.functions import JSONObject

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import DISPLAY_NAME, name_in, staff_queryset
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotFound
from rontal.core.models import Event, SealedFile
from rontal.membership import events as membership
from rontal.membership.models import Application, Consent, Note
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors import application_for_staff
from rontal.membership.selectors.drafts import COLUMNS
from rontal.membership.states import OPEN
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName

MAX_HISTORY = 200
READ: Mapping[str, Callable[[str], Any]] = {
    "_at": datetime.fromisoformat,
    "_on": date.fromisoformat,
}
"""Parsers for dates and times in JSON, by the last three characters of the field's name."""
OPENINGS = frozenset({membership.OPENED, membership.PAGE_OPENED, membership.SEARCHED_BY_IDENTITY})


@dataclass(frozen=True)
class Moment:
    """Event of an application; `who` is a staff name, "" for the applicant and the system."""

    name: str
    at: datetime
    kind: ActorKind
    who: str
    data: dict[str, str | int | bool | None]


@dataclass(frozen=True)
class History:
    """Events of an application, oldest first, and separately who opened its data, newest first."""

    moments: list[Moment]
    openings: list[Moment]


def history(application: Application) -> History:
    """Returns the newest 200 events of an application with names of staff. One query."""
    rows = Event.objects.filter(
        subject_type=Application._meta.label_lower, subject_id=str(application.pk)
    )
    by_staff = When(actor_kind=ActorKind.STAFF, then=name_in("actor_id"))
    rows = rows.annotate(who=Case(by_staff, default=Value("")))
    moments = [_moment(event) for event in rows.order_by("-id")[:MAX_HISTORY]][::-1]
    return History(
        [moment for moment in moments if moment.name not in OPENINGS],
        [moment for moment in moments if moment.name in OPENINGS][::-1],
    )


@dataclass(frozen=True)
class DecryptedNote:
    """Decrypted note of a colleague."""

    who: str
    at: datetime
    text: str


def notes(application: Application) -> list[DecryptedNote]:
    """Returns the decrypted notes of staff, oldest first. One query; the caller logs the access.

    Raises SealBroken.
    """
    rows = Note.objects.filter(application=application).select_related("staff").order_by("pk")
    return [
        DecryptedNote(row.staff.name or row.staff.login_name, row.at, row.text.reveal())
        for row in rows
    ]


@dataclass(frozen=True)
class ConsentRow:
    """Consent, perhaps withdrawn: codes of its purpose, of who gave it, and of its form.

    `form` says whether it was given on the screen or on paper, which was signed on `signed_on`.
    """

    purpose: str
    by: str
    form: str
    signed_on: date | None
    given_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class MailRow:
    """Mail about the application with codes of its kind, delivery state and error."""

    kind: str
    state: str
    error: str
    created_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True)
class Colleague:
    """Clerk to whom an application can be assigned."""

    pk: int
    name: str


@dataclass(frozen=True)
class SideColumn:
    """Side column of the page: consents by purpose, mails (oldest first) and assignable clerks."""

    consents: list[ConsentRow]
    mails: list[MailRow]
    clerks: list[Colleague]


def side_column(application: Application, actor: Actor) -> SideColumn:
    """Returns consents, mails and, for the head on an open application, the clerks. One query."""
    consents = Consent.objects.filter(application=OuterRef("pk")).order_by("purpose", "given_at")
    mails = Message.objects.filter(application=OuterRef("pk"), channel=ChannelName.MAIL)
    mails = mails.order_by("pk")
    rows = Application.objects.filter(pk=application.pk).values_list(
        ArraySubquery(consents.values(one=_as_json(ConsentRow))),
        ArraySubquery(mails.values(one=_as_json(MailRow))),
        ArraySubquery(
            _clerks(application, actor).values(one=JSONObject(pk="pk", name=DISPLAY_NAME))
        ),
    )
    agreed, mailed, clerks = rows.get()
    return SideColumn(
        [ConsentRow(**_times(one)) for one in agreed],
        [MailRow(**_times(one)) for one in mailed],
        [Colleague(**one) for one in clerks],
    )


def _clerks(application: Application, actor: Actor) -> QuerySet[User]:
    """Returns the clerks to whom a head can assign an open application; none otherwise."""
    may_give = actor.has_any(Role.HEAD) and application.state in OPEN
    return staff_queryset(Role.CLERK).filter(is_active=may_give)


def _as_json(kind: type[ConsentRow | MailRow]) -> JSONObject:
    return JSONObject(**{field.name: field.name for field in fields(kind)})


def _times(row: dict[str, str | None]) -> dict[str, Any]:
    """Parses the dates and times of a row, which JSON holds as text."""
    return {
        name: READ[name[-3:]](value) if value and name[-3:] in READ else value
        for name, value in row.items()
    }


def slots(application: Application) -> list[Slot]:
    """Returns the slots in which the application has a photo, the card first."""
    return [slot for slot, column in COLUMNS.items() if getattr(application, column) is not None]


def photo(code: str, slot: str, actor: Actor) -> SealedFile:
    """Returns an encrypted photo of an application; raises NotAllowed, NotFound."""
    application = application_for_staff(code, actor)
    column = COLUMNS[Slot(slot)] if slot in list(Slot) else None
    file: SealedFile = NotFound.if_none(getattr(application, column) if column else None)
    return file


def _moment(event: Any) -> Moment:
    kind = ActorKind(event.actor_kind)
    return Moment(event.name, event.at, kind, event.who or "", event.data)
