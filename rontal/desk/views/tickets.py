"""Complaints and suggestions at the desk: list, entry, one ticket, and its encrypted parts."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.permissions import TICKET_HANDLERS
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.desk import ticket_forms as forms
from rontal.desk import ticket_labels
from rontal.desk.event_labels import EVENTS
from rontal.desk.selectors import reply_starts
from rontal.desk.views.case import no_store
from rontal.feedback import services as feedback
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Category, Channel, Kind, OpenReason
from rontal.feedback.selectors import follow, promise
from rontal.feedback.selectors import register as tickets
from rontal.feedback.services.opening import Report
from rontal.feedback.states import TicketState
from rontal.notifications.labels import tickets as words
from rontal.notifications.selectors import messages_of
from rontal.standard.selectors import library
from rontal.ui import access
from rontal.ui.middleware import actor_of

LONGEST_CODE = 20


@access.staff(*TICKET_HANDLERS)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Lists tickets with filters, the next due first."""
    filters = _filters(request)
    actor = actor_of(request)
    page, rows = tickets.page(filters, request.GET.get("halaman", "1"), actor)
    chosen = {"jenis": filters.kind, "pokok": filters.category, "saluran": filters.channel}
    chosen["milik"] = "saya" if filters.mine else ""
    context = {
        "page": page,
        "rows": rows,
        "filters": filters,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "shelves": _shelves(tickets.counts(actor)),
        "kinds": words.KINDS.items(),
        "categories": words.CATEGORIES.items(),
        "channels": words.CHANNELS.items(),
    }
    return no_store(render(request, "desk/tickets/register.html", context))


@access.staff(*TICKET_HANDLERS)
def enter(request: HttpRequest) -> HttpResponse:
    """Shows an empty form (GET) or creates the ticket and shows its code (POST)."""
    if request.method != "POST":
        today = clock.now().astimezone(library().tz).date()
        filled = forms.EnterForm(initial={"received_on": today, "language": "id"})
        return _sheet(request, filled, secrets.token_urlsafe(24))
    filled = forms.EnterForm(request.POST)
    key = request.POST.get("key", "")[:60] or secrets.token_urlsafe(24)
    if not filled.is_valid():
        return _sheet(request, filled, key, status=422)
    opened = feedback.open_ticket(report=_report(filled), key=key, actor=actor_of(request))
    return no_store(render(request, "desk/tickets/entered.html", {"opened": opened}))


@access.staff(*TICKET_HANDLERS)
@require_safe
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Shows a ticket; the access is logged."""
    found = tickets.ticket_for_staff(code, actor_of(request))
    tickets.look_at(found, actor_of(request))
    if found.news:
        feedback.see_news(ticket_id=found.pk, actor=actor_of(request))
    return page_of(request, found)


@access.staff(*TICKET_HANDLERS)
@require_POST
def identity(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the ticket with name and contact, in this response only."""
    found = tickets.ticket_for_staff(code, actor_of(request))
    reason = _reason(request)
    who = tickets.reporter(found, actor=actor_of(request), reason=reason)
    return page_of(request, found, who=who)


@access.staff(*TICKET_HANDLERS)
@require_POST
def attachment(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Returns an attachment: an image inline, a PDF as a download."""
    actor = actor_of(request)
    found = tickets.ticket_for_staff(code, actor)
    content, kind = tickets.attachment(found, number, actor=actor, reason=_reason(request))
    response = HttpResponse(content, content_type=kind)
    inline = kind.startswith("image/")
    name = f"{found.code}-{number}.{'jpg' if inline else 'pdf'}"
    shown = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return no_store(response)


def page_of(
    request: HttpRequest, found: Ticket, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Renders a ticket's page; `context` overrides the empty forms with submitted ones."""
    actor = actor_of(request)
    entries = follow.entries(found)
    sorting = {"kind": found.kind, "category": found.category, "pace": found.pace}
    handles = found.handler_id == actor.id
    may_hand_on = found.state == TicketState.IN_PROGRESS and (handles or actor.has_any(Role.HEAD))
    colleagues = tickets.colleagues(actor) if may_hand_on else []
    context = {
        "ticket": found,
        "topic": found.topic.reveal()["text"],
        "thread": [(follow.said(one), follow.writer(one)) for one in entries],
        "attachments": [file for one in entries for file in one.attachments.all()],
        "handler": found.handler.name if found.handler else "",
        "handles": handles,
        "may_open": tickets.may_open(found, actor),
        "may_hand_on": may_hand_on,
        "due": promise.next_due(found),
        "punctuality": promise.punctuality_of(found),
        "history": _history(found),
        "mails": messages_of(found),
        "replies": reply_starts.for_ticket(found) if handles else [],
        "answer": forms.AnswerForm(),
        "note": forms.NoteForm(auto_id="note_%s"),
        "sort": forms.SortForm(initial=sorting, auto_id="sort_%s"),
        "aside": forms.AsideForm(auto_id="aside_%s"),
        "hand_on": forms.HandOnForm(colleagues, auto_id="hand_%s"),
        "reason": forms.ReasonForm(auto_id="reason_%s"),
        "who": None,
        "words": words,
    } | context
    return no_store(render(request, "desk/tickets/ticket.html", context, status=status))


def _sheet(
    request: HttpRequest, filled: forms.EnterForm, key: str, *, status: int = 200
) -> HttpResponse:
    context = {"form": filled, "key": key}
    return no_store(render(request, "desk/tickets/enter.html", context, status=status))


def _report(filled: forms.EnterForm) -> Report:
    said = filled.cleaned_data
    return Report(
        kind=Kind(said["kind"]),
        category=Category(said["category"]),
        topic=said["topic"],
        words=said["words"],
        channel=Channel(said["channel"]),
        name=said["name"],
        email=said["email"],
        phone=said["phone"],
        language=said["language"],
        received_at=filled.received_at(),
    )


def _reason(request: HttpRequest) -> OpenReason:
    """Returns the chosen reason; raises NotFound where there is none."""
    value = request.POST.get("reason", "")
    if value not in list(OpenReason):
        raise NotFound
    return OpenReason(value)


def _filters(request: HttpRequest) -> tickets.Filters:
    asked = request.GET
    state = asked.get("rak", "open")
    return tickets.Filters(
        state=state if state in tickets.STATES else "open",
        kind=asked.get("jenis", ""),
        category=asked.get("pokok", ""),
        channel=asked.get("saluran", ""),
        mine=asked.get("milik") == "saya",
        code=asked.get("kode", "").replace("\x00", "").strip()[:LONGEST_CODE],
    )


def _shelves(counts: dict[str, int]) -> list[tuple[str, Any, int]]:
    return [(name, ticket_labels.SHELVES[name], number) for name, number in counts.items()]


def _history(found: Ticket) -> list[tuple[Any, Any, str]]:
    return [
        (event, EVENTS.get(event.name, event.name), name) for event, name in tickets.history(found)
    ]
