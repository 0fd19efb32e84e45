"""Register of tickets for staff. Names stay sealed until a reason is given."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Least

from rontal.accounts.roles import TICKET_HANDLERS, Role
from rontal.accounts.selectors import name_in, names_of, staff_with
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.core.models import Event
from rontal.feedback import events
from rontal.feedback.errors import IdentityGone, NotHandler
from rontal.feedback.models import Attachment, Ticket
from rontal.feedback.rules.kinds import Category, Channel, Kind, OpenReason
from rontal.feedback.selectors.promise import next_due, punctuality_of
from rontal.feedback.states import WITH_LIBRARY, TicketState
from rontal.feedback.steps.ticket_changes import require_staff
from rontal.standard.rules import Punctuality

PER_PAGE = 30
_HEAVY = ("reporter", "email_hash", "submit_key")


@dataclass(frozen=True)
class Filters:
    """Filters of the register; an empty value means no filter."""

    state: str = "open"
    kind: str = ""
    category: str = ""
    channel: str = ""
    mine: bool = False
    code: str = ""


@dataclass(frozen=True)
class Row:
    ticket: Ticket
    topic: str
    due: datetime | None
    punctuality: Punctuality | None
    handler: str


@dataclass(frozen=True)
class Reporter:
    """Opened name and contact of a ticket."""

    name: str
    email: str
    phone: str


STATES = ("open", *TicketState, "late", "all")


def page(filters: Filters, number: str, actor: Actor) -> "tuple[Page[Ticket], list[Row]]":
    """Returns a page of the register, the earliest due time first; raises NotAllowed. Three
    queries.
    """
    require_staff(actor)
    ticket_page = Paginator(_filtered(filters, actor), PER_PAGE).get_page(number)
    tickets = list(ticket_page.object_list)
    names = names_of({one.handler_id for one in tickets if one.handler_id})
    return ticket_page, [_row(one, names) for one in tickets]


def counts(actor: Actor) -> dict[str, int]:
    """Counts the open tickets, those in each state, the late ones, and all. One query."""
    require_staff(actor)
    per_state = {state.value: Count("pk", filter=Q(state=state)) for state in TicketState}
    is_late = Q(state__in=WITH_LIBRARY, runs_out__lt=clock.now())
    totals = _with_due().aggregate(**per_state, late=Count("pk", filter=is_late), all=Count("pk"))
    totals["open"] = sum(totals[state.value] for state in WITH_LIBRARY)
    return {name: totals[name] for name in STATES}


def ticket_for_staff(code: str, actor: Actor) -> Ticket:
    """Returns the ticket with this code; raises NotAllowed, NotFound. Names stay sealed."""
    require_staff(actor)
    ticket = None
    if "\x00" not in code:
        ticket = Ticket.objects.select_related("handler").filter(code=code.strip().upper()).first()
    if ticket is None:
        raise NotFound
    return ticket


def record_view(ticket: Ticket, actor: Actor) -> None:
    """Records that staff opened the page of a ticket."""
    emit(events.LOOKED_AT, actor=actor, subject=ticket)


def may_open(ticket: Ticket, actor: Actor) -> bool:
    """Returns True for the handler of the ticket and for heads of service."""
    return ticket.handler_id == actor.id or actor.has_any(Role.HEAD)


def reporter(ticket: Ticket, *, actor: Actor, reason: OpenReason) -> Reporter:
    """Opens name and contact of a ticket for a recorded reason.

    Raises NotAllowed, NotHandler, IdentityGone (anonymous, withdrawn or erased).
    """
    require_staff(actor)
    if not may_open(ticket, actor):
        raise NotHandler
    if ticket.reporter is None:
        raise IdentityGone
    emit(events.IDENTITY_OPENED, actor=actor, subject=ticket, data={"reason": reason.value})
    contact = ticket.reporter.reveal()
    return Reporter(contact["name"], contact["email"], contact["phone"])


def attachment(
    ticket: Ticket, number: int, *, actor: Actor, reason: OpenReason
) -> tuple[bytes, str]:
    """Returns content and content type of an attachment, opened for a recorded reason.

    Raises NotAllowed, NotHandler, NotFound.
    """
    require_staff(actor)
    if not may_open(ticket, actor):
        raise NotHandler
    rows = Attachment.objects.select_related("file")
    row = NotFound.if_none(rows.filter(ticket=ticket, number=number).first())
    content = sealed_files.read(row.file, actor=actor, reason=reason.value)
    return content, row.file.content_type


def history(ticket: Ticket) -> list[tuple[Event, str]]:
    """Returns the last 100 events with the names of staff, the oldest first. One query."""
    rows: QuerySet[Any] = Event.objects.filter(
        subject_type=Ticket._meta.label_lower, subject_id=str(ticket.pk)
    )
    newest = rows.annotate(who=name_in("actor_id")).order_by("-pk")[:100]
    return [(one, one.who or "") for one in reversed(newest)]


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Returns the other members of staff who may handle tickets: account id and name. One query."""
    others = [one for one in staff_with(*TICKET_HANDLERS) if one.pk != actor.id]
    return sorted(((one.pk, one.name or one.login_name) for one in others), key=itemgetter(1))


def _with_due() -> QuerySet[Any]:
    """Annotates tickets with the due time that ends next."""
    first = When(first_response_at=None, then=Least(F("first_due_at"), F("due_at")))
    return Ticket.objects.annotate(runs_out=Case(first, default=F("due_at")))


def _filtered(filters: Filters, actor: Actor) -> QuerySet[Any]:
    rows = _with_due().defer(*_HEAVY)
    if filters.code:
        return rows.filter(code=filters.code.strip().upper()).order_by("-pk")
    rows = _in_state(rows, filters.state)
    for name, choices in (("kind", Kind), ("category", Category), ("channel", Channel)):
        value = getattr(filters, name)
        if value in list(choices):
            rows = rows.filter(**{name: value})
    if filters.mine:
        rows = rows.filter(handler_id=actor.id)
    if filters.state in ("open", "late", *WITH_LIBRARY):
        return rows.order_by("runs_out", "pk")
    return rows.order_by("-received_at", "-pk")


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "all":
        return rows
    if state == "late":
        return rows.filter(state__in=WITH_LIBRARY, runs_out__lt=clock.now())
    if state in list(TicketState):
        return rows.filter(state=state)
    return rows.filter(state__in=WITH_LIBRARY)


def _row(ticket: Ticket, names: dict[int, str]) -> Row:
    return Row(
        ticket=ticket,
        topic=ticket.topic.reveal()["text"],
        due=next_due(ticket),
        punctuality=punctuality_of(ticket),
        handler=names.get(ticket.handler_id or 0, ""),
    )
