"""Complaints and suggestions at the desk: list, entry, one ticket, and its encrypted parts."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import TICKET_HANDLERS, Role
from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.core.events import event_label
from rontal.desk import ticket_forms as forms
from rontal.desk.selectors import filled_replies
from rontal.feedback import labels as words
from rontal.feedback import services as feedback
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Category, Channel, Kind, OpenReason
from rontal.feedback.selectors import follow, promise
from rontal.feedback.selectors import register as tickets
from rontal.feedback.services.opening import Report
from rontal.feedback.states import TicketState
from rontal.notifications.selectors import messages_of
from rontal.standard.selectors import library
from rontal.ui import access
from rontal.ui.middleware import actor_of

Words = Mapping[str, str | Promise]

SHELVES: Words = {
    "open": _("Still open"),
    "received": _("New"),
    "in_progress": _("In progress"),
    "answered": _("Answered"),
    "closed": _("Finished"),
    "late": _("Late"),
    "all": _("All"),
}


MAX_CODE_LENGTH = 20


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
    return render(request, "desk/tickets/register.html", context)


@access.staff(*TICKET_HANDLERS)
def enter(request: HttpRequest) -> HttpResponse:
    """Shows an empty form (GET) or creates the ticket and shows its code (POST)."""
    if request.method != "POST":
        today = clock.now().astimezone(library().tz).date()
        filled = forms.TicketEntryForm(initial={"received_on": today, "language": "id"})
        return _render_entry_form(request, filled, secrets.token_urlsafe(24))
    filled = forms.TicketEntryForm(request.POST)
    key = request.POST.get("key", "")[:60] or secrets.token_urlsafe(24)
    if not filled.is_valid():
        return _render_entry_form(request, filled, key, status=422)
    opened = feedback.open_ticket(report=_report(filled), key=key, actor=actor_of(request))
    return render(request, "desk/tickets/entered.html", {"opened": opened})


@access.staff(*TICKET_HANDLERS)
@require_safe
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Shows a ticket; the access is logged."""
    ticket = tickets.ticket_for_staff(code, actor_of(request))
    tickets.record_view(ticket, actor_of(request))
    if ticket.news:
        feedback.mark_news_read(ticket_id=ticket.pk, actor=actor_of(request))
    return page_of(request, ticket)


@access.staff(*TICKET_HANDLERS)
@require_POST
def identity(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the ticket with name and contact, in this response only."""
    ticket = tickets.ticket_for_staff(code, actor_of(request))
    reason = _reason(request)
    who = tickets.reporter(ticket, actor=actor_of(request), reason=reason)
    return page_of(request, ticket, who=who)


@access.staff(*TICKET_HANDLERS)
@require_POST
def attachment(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Returns an attachment: an image inline, a PDF as a download."""
    actor = actor_of(request)
    ticket = tickets.ticket_for_staff(code, actor)
    content, kind = tickets.attachment(ticket, number, actor=actor, reason=_reason(request))
    response = HttpResponse(content, content_type=kind)
    inline = kind.startswith("image/")
    name = f"{ticket.code}-{number}.{'jpg' if inline else 'pdf'}"
    disposition = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def page_of(
    request: HttpRequest, ticket: Ticket, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Renders a ticket's page; `context` overrides the empty forms with submitted ones."""
    actor = actor_of(request)
    entries = follow.entries(ticket)
    sorting = {"kind": ticket.kind, "category": ticket.category, "pace": ticket.pace}
    handles = ticket.handler_id == actor.id
    may_hand_on = ticket.state == TicketState.IN_PROGRESS and (handles or actor.has_any(Role.HEAD))
    colleagues = tickets.colleagues(actor) if may_hand_on else []
    context = {
        "ticket": ticket,
        "topic": ticket.topic.reveal()["text"],
        "thread": [(follow.open_entry(one), follow.writer(one)) for one in entries],
        "attachments": [file for one in entries for file in one.attachments.all()],
        "handler": ticket.handler.name if ticket.handler else "",
        "handles": handles,
        "may_open": tickets.may_open(ticket, actor),
        "may_hand_on": may_hand_on,
        "due": promise.next_due(ticket),
        "punctuality": promise.punctuality_of(ticket),
        "history": _history_lines(ticket),
        "mails": messages_of(ticket),
        "replies": filled_replies.for_ticket(ticket) if handles else [],
        "answer": forms.AnswerForm(),
        "note": forms.NoteForm(auto_id="note_%s"),
        "sort": forms.ClassificationForm(initial=sorting, auto_id="sort_%s"),
        "aside": forms.CloseWithoutAnswerForm(auto_id="aside_%s"),
        "hand_on": forms.ReassignForm(colleagues, auto_id="hand_%s"),
        "reason": forms.OpeningReasonForm(auto_id="reason_%s"),
        "who": None,
        "words": words,
    } | context
    return render(request, "desk/tickets/ticket.html", context, status=status)


def _render_entry_form(
    request: HttpRequest, filled: forms.TicketEntryForm, key: str, *, status: int = 200
) -> HttpResponse:
    context = {"form": filled, "key": key}
    return render(request, "desk/tickets/enter.html", context, status=status)


def _report(filled: forms.TicketEntryForm) -> Report:
    values = filled.cleaned_data
    return Report(
        kind=Kind(values["kind"]),
        category=Category(values["category"]),
        topic=values["topic"],
        words=values["words"],
        channel=Channel(values["channel"]),
        name=values["name"],
        email=values["email"],
        phone=values["phone"],
        language=values["language"],
        received_at=filled.received_at(),
    )


def _reason(request: HttpRequest) -> OpenReason:
    """Returns the chosen reason; raises NotFound where there is none."""
    value = request.POST.get("reason", "")
    if value not in list(OpenReason):
        raise NotFound
    return OpenReason(value)


def _filters(request: HttpRequest) -> tickets.Filters:
    parameters = request.GET
    state = parameters.get("rak", "open")
    return tickets.Filters(
        state=state if state in tickets.STATES else "open",
        kind=parameters.get("jenis", ""),
        category=parameters.get("pokok", ""),
        channel=parameters.get("saluran", ""),
        mine=parameters.get("milik") == "saya",
        code=parameters.get("kode", "").replace("\x00", "").strip()[:MAX_CODE_LENGTH],
    )


def _shelves(counts: dict[str, int]) -> list[tuple[str, Any, int]]:
    return [(name, SHELVES[name], number) for name, number in counts.items()]


def _history_lines(ticket: Ticket) -> list[tuple[Any, Any, str]]:
    return [(event, event_label(event.name), name) for event, name in tickets.history(ticket)]
