"""Webhook of the Cloud API: status reports of WhatsApp messages."""

import hmac
import json
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rontal.notifications.channels.whatsapp import verify_token
from rontal.notifications.services import note_refusal
from rontal.ui.access import machine

SIGNATURE: Final = "X-Hub-Signature-256"
TELL_AGAIN: Final = 503
"""Meta sends again, for days, what was not answered by 200."""

MOST_DIGITS: Final = 18
"""Of the number of a message: more do not fit into the database's."""


@csrf_exempt  # each message is signed with the app's secret
@machine
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """GET answers the challenge with which the hook is entered at Meta; POST takes statuses."""
    if not settings.WHATSAPP_SECRET:
        return HttpResponse(status=404)
    if request.method == "GET":
        return _challenge(request)
    if not _signed(request):
        return HttpResponse(status=403)
    refused = _refused(request.body)
    noted = [note_refusal(receipt=receipt, message_id=pk) for receipt, pk in refused]
    return HttpResponse(status=200 if all(noted) else TELL_AGAIN)


def _challenge(request: HttpRequest) -> HttpResponse:
    told = request.GET.get("hub.verify_token", "")
    if not hmac.compare_digest(told.encode(), verify_token().encode()):
        return HttpResponse(status=403)
    return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type="text/plain")


def _signed(request: HttpRequest) -> bool:
    digest = hmac.digest(settings.WHATSAPP_SECRET.encode(), request.body, "sha256").hex()
    told = request.headers.get(SIGNATURE, "")
    return hmac.compare_digest(told.encode(), f"sha256={digest}".encode())


def _refused(body: bytes) -> Iterator[tuple[str, int]]:
    """Meta's and the library's numbers of messages whose status is "failed"."""
    try:
        told = json.loads(body)
    except ValueError:
        return
    for status in _statuses(told):
        if status.get("status") == "failed" and isinstance(status.get("id"), str):
            yield status["id"], _own_number(status.get("biz_opaque_callback_data"))


def _own_number(told: Any) -> int:
    """The number that went with the message; 0 where it came back as none."""
    text = told if isinstance(told, str) and told.isascii() and told.isdecimal() else ""
    return int(text) if 0 < len(text) <= MOST_DIGITS else 0


def _statuses(told: Any) -> Iterator[dict[str, Any]]:
    for entry in _dicts(_get(told, "entry")):
        for change in _dicts(_get(entry, "changes")):
            yield from _dicts(_get(_get(change, "value"), "statuses"))


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
