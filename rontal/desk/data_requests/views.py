"""Register of requests, entry of one, one request, and figures."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import DATA_REQUEST_HANDLERS, Role
from rontal.core import clock
from rontal.core.events import event_label
from rontal.data_requests import labels as words
from rontal.data_requests import services
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import ARTICLES, RequestChannel, RequestKind
from rontal.data_requests.selectors import follow
from rontal.data_requests.selectors import register as requests
from rontal.data_requests.selectors.figures import figures
from rontal.data_requests.services.opening import NewRequest
from rontal.desk.data_requests import forms
from rontal.desk.data_requests.places import places
from rontal.desk.selectors import filled_replies
from rontal.notifications.selectors import messages_of_request
from rontal.standard.selectors import library
from rontal.ui import access
from rontal.ui.middleware import actor_of

SHELVES: Mapping[str, str | Promise] = {
    "open": _("Still open"),
    "received": _("New"),
    "in_progress": _("In progress"),
    "awaiting_person": _("Waiting for the person"),
    "fulfilled": _("Done"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
    "late": _("Late"),
    "all": _("All"),
}
MAX_CODE_LENGTH = 20


@access.staff(*DATA_REQUEST_HANDLERS)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Lists requests with filters, the next due first."""
    filters, actor = _filters(request), actor_of(request)
    page, rows = requests.page(filters, request.GET.get("halaman", "1"), actor)
    chosen = {"jenis": filters.kind, "milik": "saya" if filters.mine else ""}
    context = {
        "page": page,
        "rows": rows,
        "filters": filters,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "shelves": [(name, SHELVES[name], one) for name, one in requests.counts(actor).items()],
        "kinds": words.SHORT_KINDS.items(),
        "sees_figures": actor.has_any(Role.HEAD),
    }
    return render(request, "desk/data_requests/register.html", context)


@access.staff(*DATA_REQUEST_HANDLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Shows an empty form (GET) or creates the request and shows its code (POST)."""
    if request.method != "POST":
        today = clock.now().astimezone(library().tz).date()
        filled = forms.RequestEntryForm(initial={"received_on": today, "language": "id"})
        return _render_entry_form(request, filled, secrets.token_urlsafe(24))
    filled = forms.RequestEntryForm(request.POST)
    key = request.POST.get("key", "")[:60] or secrets.token_urlsafe(24)
    if not filled.is_valid():
        return _render_entry_form(request, filled, key, status=422)
    opened = services.open_request(new=_new(filled), key=key, actor=actor_of(request))
    return render(request, "desk/data_requests/entered.html", {"opened": opened})


@access.staff(*DATA_REQUEST_HANDLERS)
@require_safe
def data_request(request: HttpRequest, code: str) -> HttpResponse:
    """Shows a request; the access is logged."""
    found, actor = requests.request_for_staff(code, actor_of(request)), actor_of(request)
    requests.record_view(found, actor)
    if found.news:
        services.mark_news_read(request_id=found.pk, actor=actor)
    return page_of(request, found)


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the request with name and contact, in this response only."""
    found, actor = requests.request_for_staff(code, actor_of(request)), actor_of(request)
    return page_of(request, found, who=requests.contact(found, actor=actor))


@access.staff(Role.HEAD)
@require_safe
def figures_page(request: HttpRequest) -> HttpResponse:
    """Shows how many requests came in the last year, and how fast they were answered."""
    return render(request, "desk/data_requests/figures.html", {"found": figures()})


def page_of(
    request: HttpRequest, found: DataRequest, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Renders a request's page; `context` overrides the empty forms with submitted ones."""
    actor = actor_of(request)
    handles = found.handler_id == actor.id and found.is_open
    passes_on = found.is_open and found.handler_id is not None
    passes_on = passes_on and (handles or actor.has_any(Role.HEAD))
    colleagues = requests.colleagues(actor) if passes_on else []
    context = {
        "found": found,
        "articles": ARTICLES[RequestKind(found.kind)],
        "thread": follow.whole_thread(found),
        "handles": handles,
        "passes_on": passes_on,
        "may_open": requests.may_open(found, actor),
        "punctuality": requests.punctuality_of(found),
        "places": places(found, actor) if handles else [],
        "history": _history_lines(found),
        "mails": messages_of_request(found),
        "replies": filled_replies.for_data_request(found) if handles else [],
        "fulfil": forms.FulfilForm(auto_id="fulfil_%s"),
        "refuse": forms.RefuseForm(auto_id="refuse_%s"),
        "ask": forms.QuestionForm(auto_id="ask_%s"),
        "note": forms.RequestNoteForm(auto_id="note_%s"),
        "account": forms.AccountForm(auto_id="account_%s"),
        "identity": forms.IdentityForm(RequestKind(found.kind), auto_id="identity_%s"),
        "reassign": forms.ReassignRequestForm(colleagues, auto_id="reassign_%s"),
        "who": None,
    } | context
    return render(request, "desk/data_requests/request.html", context, status=status)


def _render_entry_form(
    request: HttpRequest, filled: forms.RequestEntryForm, key: str, *, status: int = 200
) -> HttpResponse:
    context = {"form": filled, "key": key}
    return render(request, "desk/data_requests/enter.html", context, status=status)


def _new(filled: forms.RequestEntryForm) -> NewRequest:
    values = filled.cleaned_data
    return NewRequest(
        kind=RequestKind(values["kind"]),
        words=values["words"],
        channel=RequestChannel(values["channel"]),
        name=values["name"],
        email=values["email"],
        phone=values["phone"],
        language=values["language"],
        received_at=filled.received_at(),
    )


def _filters(request: HttpRequest) -> requests.RequestFilters:
    parameters = request.GET
    state = parameters.get("rak", "open")
    return requests.RequestFilters(
        state=state if state in requests.STATES else "open",
        kind=parameters.get("jenis", ""),
        mine=parameters.get("milik") == "saya",
        code=parameters.get("kode", "").replace("\x00", "").strip()[:MAX_CODE_LENGTH],
    )


def _history_lines(found: DataRequest) -> list[tuple[Any, Any, str]]:
    lines = requests.history(found)
    return [(event, event_label(event.name), name) for event, name in lines]
