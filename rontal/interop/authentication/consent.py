"""Consent page for a reading app in the browser: authorization code with PKCE (RFC 6749, 4.1;
RFC 7636). All apps share one client id and one redirect URI, so any other redirect URI is refused,
and a code is of use only to the app that has the verifier.
"""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.reading_apps import rules, services
from rontal.core.errors import DomainError
from rontal.interop.authentication.client import CALLBACK, CLIENT_VALUES, SCHEME
from rontal.interop.authentication.document import identifier
from rontal.membership.selectors import member_of
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import require_recent_sign_in

MAX_STATE_LENGTH: Final = 500
ACCEPTED_VALUES: Final = CLIENT_VALUES | {
    "response_type": ("code",),
    "code_challenge_method": ("S256",),
}


class ToApp(HttpResponseRedirect):
    """Redirect from the browser back to the app."""

    allowed_schemes = [SCHEME]


@signed_in
@private
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Shows the consent page (GET), or returns to the app with a code (POST)."""
    if not _is_known_client(request):
        return _consent_page(request, {"foreign": True}, 400)
    if member_of(request.user.pk or 0) is None:
        return _consent_page(request, {"no_member": True}, 403)
    require_recent_sign_in(request)
    if request.method != "POST":
        return _consent_page(request, {"name": _app_name(request)})
    try:
        code = services.connect(
            name=request.POST.get("name", ""),
            challenge=request.GET.get("code_challenge", ""),
            actor=actor_of(request),
        )
    except DomainError as error:
        return _consent_page(
            request, {"error": sentences.of(error), "name": _app_name(request)}, 409
        )
    response = ToApp(_redirect_uri(code, request.GET.get("state", "")))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _is_known_client(request: HttpRequest) -> bool:
    parameters = request.GET
    known = all(parameters.get(name, "") in values for name, values in ACCEPTED_VALUES.items())
    challenged = rules.is_challenge(parameters.get("code_challenge", ""))
    return known and challenged and len(parameters.get("state", "")) <= MAX_STATE_LENGTH


def _redirect_uri(code: str, state: str) -> str:
    """Returns the redirect URI of the app; `id` names the library, as Authentication for OPDS asks
    for."""
    parts = {"id": identifier(), "code": code}
    return f"{CALLBACK}?{urlencode(parts | {'state': state} if state else parts)}"


def _app_name(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    return "Thorium" if "Thorium" in agent else _("Reading app")


def _consent_page(
    request: HttpRequest, context: dict[str, object], status: int = 200
) -> HttpResponse:
    context["days"] = AccountsPolicies.current().reading_app_days
    response = render(request, "interop/consent.html", context, status=status)
    response._csp_update = {"form-action": [f"{SCHEME}:"]}  # type: ignore[attr-defined]
    return response
