"""Requests of a person who is signed in, at /akun/data/permintaan/."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.core.errors import DomainError, TooMany
from rontal.core.limits import spend
from rontal.data_requests import services
from rontal.data_requests.labels import SHORT_KINDS, STATES
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestKind
from rontal.data_requests.selectors import follow
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.web.data_requests import limits
from rontal.web.data_requests.forms import MessageForm, OwnRequestForm
from rontal.web.data_requests.pages import Addresses, render_request


@signed_in
@private
@require_http_methods(["GET", "HEAD", "POST"])
def own_requests(request: HttpRequest) -> HttpResponse:
    """Lists the person's requests above an empty form (GET); sends a request (POST)."""
    if request.method != "POST":
        kind = request.GET.get("jenis", "")
        initial = {"kind": kind if kind in list(RequestKind) else None}
        return _render_form(request, OwnRequestForm(initial=initial), secrets.token_urlsafe(24))
    key = request.POST.get("key", "")[:60] or secrets.token_urlsafe(24)
    filled = OwnRequestForm(request.POST)
    if not filled.is_valid():
        return _render_form(request, filled, key, status=422)
    return _send(request, filled, key)


@signed_in
@private
@require_safe
def own_request(request: HttpRequest, code: str) -> HttpResponse:
    """Shows a request of the person."""
    found = follow.own_request(code, actor_of(request))
    return render_request(request, found, _addresses(found))


@signed_in
@private
@require_POST
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a message to a request of the person."""
    found, filled = (
        follow.own_request(code, actor_of(request)),
        MessageForm(request.POST, auto_id="reply_%s"),
    )
    if not filled.is_valid():
        return render_request(request, found, _addresses(found), status=422, reply=filled)
    try:
        spend(limits.ADD_ENTRY, str(request.user.pk))
        words = filled.cleaned_data["words"]
        services.add_reply(request_id=found.pk, words=words, actor=actor_of(request))
    except DomainError as error:
        status, refusal = STATUS.get(error.code, 409), sentences.of(error)
        page = render_request(
            request, found, _addresses(found), status=status, refusal=refusal, reply=filled
        )
        return with_wait(page, error)
    messages.success(request, _("Thank you. Your message was added."))
    return redirect("own_data_request", code=found.code)


@signed_in
@private
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraws a request of the person."""
    found = follow.own_request(code, actor_of(request))
    services.withdraw(request_id=found.pk, actor=actor_of(request))
    messages.success(request, _("Your request is withdrawn."))
    return redirect("own_data_request", code=found.code)


def _send(request: HttpRequest, filled: OwnRequestForm, key: str) -> HttpResponse:
    values, actor = filled.cleaned_data, actor_of(request)
    try:
        spend(limits.SEND_OWN, str(request.user.pk))
        opened = services.open_own_request(
            kind=RequestKind(values["kind"]), words=values["words"], key=key, actor=actor
        )
    except DomainError as error:
        status = 429 if isinstance(error, TooMany) else 422
        refusal = sentences.of(error)
        page = _render_form(request, filled, key, refusal=refusal, status=status)
        return with_wait(page, error)
    messages.success(request, _("Your request has been sent."))
    return redirect("own_data_request", code=opened.code)


def _addresses(found: DataRequest) -> Addresses:
    return Addresses(
        reply=reverse("own_data_request_reply", args=[found.code]),
        withdraw=reverse("own_data_request_withdraw", args=[found.code]),
    )


def _render_form(
    request: HttpRequest, filled: OwnRequestForm, key: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    rows = follow.own_requests(actor_of(request))
    context = {
        "form": filled,
        "key": key,
        "refusal": refusal,
        "rows": [(one, SHORT_KINDS[one.kind], STATES[one.state]) for one in rows],
    }
    return render(request, "web/data_requests/own.html", context, status=status)
