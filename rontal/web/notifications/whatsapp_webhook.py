"""Webhook of the Cloud API: status reports of WhatsApp messages."""

import hmac
import json
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rontal.notifications.channels.whatsapp import verify_tokens
from rontal.notifications.services import record_refusal
from rontal.ui.access import machine
from rontal.ui.headers import PLAIN

SIGNATURE: Final = "X-Hub-Signature-256"
RETRY_STATUS: Final = 503
"""Response status after which Meta repeats the request, for days."""

MAX_DIGITS: Final = 18
"""Maximum number of digits of a message id, as in the database."""


@csrf_exempt  # each message is signed with the app's secret
@machine
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """Answers Meta's verification challenge (GET); processes status reports (POST)."""
    if not settings.WHATSAPP_SECRET:
        return HttpResponse(status=404)
    if request.method == "GET":
        return _answer_challenge(request)
    if not _has_valid_signature(request):
        return HttpResponse(status=403)
    refused = _failed_messages(request.body)
    noted = [record_refusal(receipt=receipt, message_id=pk) for receipt, pk in refused]
    return HttpResponse(status=200 if all(noted) else RETRY_STATUS)


def _answer_challenge(request: HttpRequest) -> HttpResponse:
    token = request.GET.get("hub.verify_token", "")
    if not any(hmac.compare_digest(token.encode(), one.encode()) for one in verify_tokens()):
        return HttpResponse(status=403)
    return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type=PLAIN)


def _has_valid_signature(request: HttpRequest) -> bool:
    digest = hmac.digest(settings.WHATSAPP_SECRET.encode(), request.body, "sha256").hex()
    signature = request.headers.get(SIGNATURE, "")
    return hmac.compare_digest(signature.encode(), f"sha256={digest}".encode())


def _failed_messages(body: bytes) -> Iterator[tuple[str, int]]:
    """Yields Meta's and the library's ids of messages whose status is "failed"."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return
    for status in _statuses(data):
        if status.get("status") == "failed" and isinstance(status.get("id"), str):
            yield status["id"], _message_id(status.get("biz_opaque_callback_data"))


def _message_id(value: Any) -> int:
    """Returns the id that was sent with the message; 0 for an invalid one."""
    text = value if isinstance(value, str) and value.isascii() and value.isdecimal() else ""
    return int(text) if 0 < len(text) <= MAX_DIGITS else 0


def _statuses(data: Any) -> Iterator[dict[str, Any]]:
    for entry in _dicts(_get(data, "entry")):
        for change in _dicts(_get(entry, "changes")):
            yield from _dicts(_get(_get(change, "value"), "statuses"))


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
