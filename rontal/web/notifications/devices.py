"""Devices with push messages: switched on and off with JavaScript, listed and removed without."""

import json
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.core.errors import DomainError
from rontal.core.limits import Limit, spend
from rontal.notifications import services, vapid
from rontal.notifications.errors import NoPushService, TooManyDevices
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import is_from_own_page, private
from rontal.ui.middleware import actor_of

CHANGES: Final = Limit("notifications.devices", 60, timedelta(hours=1))
TESTS: Final = Limit("notifications.tests", 10, timedelta(hours=1))
MAX_LENGTH: Final = 8_000


@public
@require_safe
def key(_request: HttpRequest) -> HttpResponse:
    """Returns the public key for subscriptions; null where the library sends no push messages."""
    return JsonResponse({"key": vapid.public_key() if vapid.is_set() else None})


@signed_in
@private
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Subscribes this browser."""
    return _call_push_service(request, services.subscribe)


@csrf_exempt  # a worker has no token; browsers tell that one of our own pages' workers asks
@signed_in
@private
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Stores the new endpoint of a browser that renewed its subscription."""
    if not is_from_own_page(request):
        return HttpResponse(status=403)
    return _call_push_service(request, services.renew_device, "old_endpoint")


@signed_in
@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Unsubscribes this browser."""
    services.unsubscribe(
        endpoint=_posted_texts(request).get("endpoint", ""), actor=actor_of(request)
    )
    return HttpResponse(status=204)


@signed_in
@private
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Unsubscribes one of the actor's devices."""
    if request.method == "POST":
        services.unsubscribe(subscription_id=pk, actor=actor_of(request))
        messages.success(request, _("This device no longer gets notifications."))
    return redirect("notifications")


@signed_in
@private
@require_http_methods(["GET", "POST"])
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a test message to one of the actor's devices."""
    if request.method == "POST":
        spend(TESTS, str(request.user.pk))
        services.request_test(subscription_id=pk, actor=actor_of(request))
        messages.success(request, _("Test sent. It should appear within a minute."))
    return redirect("notifications")


def _call_push_service(request: HttpRequest, service: Any, *more: str) -> HttpResponse:
    spend(CHANGES, str(request.user.pk))
    sent = _posted_texts(request)
    values = {name: sent.get(name, "") for name in ("endpoint", "p256dh", "auth", *more)}
    agent = request.headers.get("User-Agent", "")[:400]
    try:
        service(**values, user_agent=agent, actor=actor_of(request))
    except (NoPushService, TooManyDevices) as error:
        return JsonResponse({"said": _sentence(error)}, status=422)
    return JsonResponse({"said": _("Notifications are on for this device.")})


def _sentence(error: DomainError) -> str:
    return sentences.of(error)


def _posted_texts(request: HttpRequest) -> dict[str, str]:
    """Returns the text values of the submitted JSON object; empty for invalid input."""
    if len(request.body) > MAX_LENGTH:
        return {}
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {name: text for name, text in data.items() if isinstance(text, str)}
