"""Consent page for a reading app in the browser: the implicit grant (RFC 6749, 4.2; Authentication
for OPDS, 3.4.5). All apps share one client id and one redirect URI, so any other redirect URI is
refused."""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.reading_apps import services
from rontal.accounts.reading_apps.services import Tokens
from rontal.core.errors import DomainError
from rontal.interop.authentication.document import identifier
from rontal.membership.selectors import member_of
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import require_recent_sign_in

CLIENT: Final = "http://opds-spec.org/auth/client"
CALLBACK: Final = "opds://authorize/"
SCHEME: Final = "opds"
MAX_STATE_LENGTH: Final = 500
ACCEPTED_VALUES: Final = {
    "client_id": ("", CLIENT),
    "redirect_uri": ("", CALLBACK, CALLBACK.rstrip("/")),
    "response_type": ("", "token"),
}
"""Accepted values of an app's request; any other value is refused, as it may redirect elsewhere."""


class ToApp(HttpResponseRedirect):
    """Redirect from the browser back to the app."""

    allowed_schemes = [SCHEME]


@signed_in
@private
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Shows the consent page (GET), or issues a token and returns to the app (POST)."""
    if not _is_known_client(request):
        return _consent_page(request, {"foreign": True}, 400)
    if member_of(request.user.pk or 0) is None:
        return _consent_page(request, {"no_member": True}, 403)
    require_recent_sign_in(request)
    if request.method != "POST":
        return _consent_page(request, {"name": _app_name(request)})
    try:
        tokens = services.connect(name=request.POST.get("name", ""), actor=actor_of(request))
    except DomainError as error:
        return _consent_page(
            request, {"error": sentences.of(error), "name": _app_name(request)}, 409
        )
    response = ToApp(_redirect_uri(tokens, request.GET.get("state", "")))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _is_known_client(request: HttpRequest) -> bool:
    parameters = request.GET
    known = all(parameters.get(name, "") in values for name, values in ACCEPTED_VALUES.items())
    return known and len(parameters.get("state", "")) <= MAX_STATE_LENGTH


def _redirect_uri(tokens: Tokens, state: str) -> str:
    """Returns the redirect URI of the app. The draft puts the parameters into the query and not
    into the fragment."""
    parts = {
        "id": identifier(),
        "access_token": tokens.access,
        "token_type": "bearer",
        "expires_in": str(tokens.seconds),
    }
    return f"{CALLBACK}?{urlencode(parts | {'state': state} if state else parts)}"


def _app_name(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    return "Thorium" if "Thorium" in agent else _("Reading app")


def _consent_page(
    request: HttpRequest, context: dict[str, object], status: int = 200
) -> HttpResponse:
    response = render(request, "interop/consent.html", context, status=status)
    response._csp_update = {"form-action": [f"{SCHEME}:"]}  # type: ignore[attr-defined]
    return response
