"""Token endpoint: apps exchange a code or a password for tokens, and refresh them (RFC 6749, 4.1.3,
4.3, 6; RFC 7636)."""

import json
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rontal.accounts.reading_apps import services
from rontal.accounts.reading_apps.errors import AccountClosed, TokenInvalid
from rontal.accounts.reading_apps.services import Tokens
from rontal.core.errors import TooMany
from rontal.interop.authentication.client import CLIENT_VALUES
from rontal.interop.authentication.reader import holder_for_password
from rontal.interop.xml_responses import allow_cross_origin
from rontal.ui import sentences
from rontal.ui.access import machine

MAX_BODY_SIZE: Final = 10_000
GRANT_TYPES: Final = ("authorization_code", "password", "refresh_token")
Fields = dict[str, str]


class _TokenRefused(Exception):
    """Refusal with an error code of RFC 6749, 5.2."""

    def __init__(self, code: str, sentence: str = "") -> None:
        self.code, self.sentence = code, sentence
        super().__init__(code)


@machine
@csrf_exempt  # cookies are ignored: the credentials are in the form
@require_POST
def token(request: HttpRequest) -> JsonResponse:
    """Returns a bearer token for a code or an app password, or a new one for a refresh token.

    Account passwords are not accepted: their slow hash would make an open endpoint an easy target
    for overload.
    """
    try:
        return _token_response(_grant(request, _fields(request)))
    except _TokenRefused as refused:
        fields = {"error": refused.code, "error_description": refused.sentence}
        return _json_response({name: value for name, value in fields.items() if value}, 400)
    except TooMany as error:
        response = _json_response(
            {"error": "slow_down", "error_description": sentences.of(error)}, 429
        )
        response.headers["Retry-After"] = str(error.params["seconds"])
        return response


def _grant(request: HttpRequest, fields: Fields) -> Tokens:
    """Issues or renews tokens by the grant type. Raises _TokenRefused, TooMany."""
    grant_type = fields.get("grant_type", "")
    if not grant_type:
        raise _TokenRefused("invalid_request")
    if grant_type not in GRANT_TYPES:
        raise _TokenRefused("unsupported_grant_type")
    try:
        if grant_type == "password":
            return services.issue(holder=holder_for_password(request, fields.get("password", "")))
        if grant_type == "authorization_code":
            return _redeem(fields)
        return services.renew(refresh=fields.get("refresh_token", ""))
    except (TokenInvalid, AccountClosed) as error:
        raise _TokenRefused("invalid_grant", sentences.of(error)) from None


def _redeem(fields: Fields) -> Tokens:
    """Exchanges a code. Raises TokenInvalid."""
    if not all(fields.get(name, "") in values for name, values in CLIENT_VALUES.items()):
        raise TokenInvalid
    return services.redeem(code=fields.get("code", ""), verifier=fields.get("code_verifier", ""))


def _fields(request: HttpRequest) -> Fields:
    """Returns the form fields of OAuth, or the JSON of some apps. Raises _TokenRefused."""
    try:
        if len(request.body) > MAX_BODY_SIZE:
            raise _TokenRefused("invalid_request")
        if request.content_type != "application/json":
            return {name: str(value) for name, value in request.POST.items()}
        payload: Any = json.loads(request.body)
    except (ValueError, RecursionError, RequestDataTooBig, SuspiciousOperation):
        raise _TokenRefused("invalid_request") from None
    if not isinstance(payload, dict):
        raise _TokenRefused("invalid_request")
    return {name: value for name, value in payload.items() if isinstance(value, str)}


def _token_response(tokens: Tokens) -> JsonResponse:
    content = {
        "access_token": tokens.access,
        "token_type": "bearer",
        "expires_in": tokens.seconds,
        "refresh_token": tokens.refresh,
    }
    return _json_response(content, 200)


def _json_response(content: dict[str, Any], status: int) -> JsonResponse:
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    return allow_cross_origin(response)
