"""Page of one request for its sender, the same with a follow code and signed in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rontal.data_requests.labels import (
    ACTS,
    IDENTITY_CHECKS,
    REFUSALS,
    SHORT_KINDS,
    STATES,
)
from rontal.data_requests.models import DataRequest
from rontal.data_requests.selectors import follow
from rontal.data_requests.states import DataRequestState
from rontal.web.data_requests.forms import MessageForm

STEPS = (DataRequestState.RECEIVED, DataRequestState.IN_PROGRESS, DataRequestState.FULFILLED)


@dataclass(frozen=True)
class Addresses:
    """Addresses of the page's forms; `leave` is "" for a person who is signed in."""

    reply: str
    withdraw: str
    leave: str = ""


def render_request(
    request: HttpRequest,
    found: DataRequest,
    addresses: Addresses,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Renders the page of a request; `context` overrides the empty form with a submitted one."""
    now = 1 if found.state == DataRequestState.RECEIVED else 2 if found.is_open else len(STEPS) + 1
    context = {
        "found": found,
        "addresses": addresses,
        "kind": SHORT_KINDS[found.kind],
        "steps": [STATES[step] for step in STEPS],
        "now": now,
        "thread": follow.thread(found),
        "acts": [ACTS[act] for act in found.acts],
        "refused": REFUSALS.get(found.refusal, ""),
        "check": IDENTITY_CHECKS.get(found.identity_check, ""),
        "reply": MessageForm(auto_id="reply_%s"),
    } | context
    return render(request, "web/data_requests/request.html", context, status=status)
