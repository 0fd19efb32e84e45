"""Reauthentication before sensitive actions.

A sign-in with an identity provider proves little where the provider's own session is still open: it
counts only for a person who has neither password nor passkey here.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final, NoReturn, TypeVar

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.sign_on_adapter import SESSION
from rontal.core import clock

BY_PROVIDER: Final = "socialaccount"
"""Method of allauth's records of sign-ins with an identity provider."""
RECENT: Final = timedelta(minutes=10)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raises an exception that leads to a confirmation, unless signed in within the last ten
    minutes. Protects browsers left open on shared computers.
    """
    if _is_older(_last_records(request), RECENT):
        ask_for_proof(request)


def ask_for_proof(request: HttpRequest, *, back: str = "") -> NoReturn:
    """Raises the exception that leads to a confirmation by password or passkey; of a person who has
    neither, to signing in again and then to `back`, by default the page that was asked for.
    """
    if has_own_proof(request):
        raise ReauthenticationRequired
    logout(request)
    messages.info(request, _("You were signed out after a while. Sign in again."))
    asked = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    raise ImmediateHttpResponse(redirect_to_login(back or asked))


def has_own_proof(request: HttpRequest) -> bool:
    """Returns True for a person who can confirm by a password or passkey."""
    return bool(get_reauthentication_flows(request.user))


def needs_proof(view: View) -> View:
    """Decorates a view by which data of many people leaves or changes, or the access of a
    colleague: the person has signed in or confirmed it within `fresh_proof_minutes`.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        minutes = AccountsPolicies.current().fresh_proof_minutes
        _require(request, timedelta(minutes=minutes))
        return view(request, *args, **kwargs)

    return wrapper  # type: ignore[return-value]


def needs_photo_proof(view: View) -> View:
    """Decorates a view that shows photos of identity cards and faces: the person has signed in or
    confirmed it within `photo_proof_hours`. A form is accepted without it: its page has asked.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            hours = AccountsPolicies.current().photo_proof_hours
            _require(request, timedelta(hours=hours))
        return view(request, *args, **kwargs)

    return wrapper  # type: ignore[return-value]


def _require(request: HttpRequest, within: timedelta) -> None:
    times, signed_in_at = _last_records(request), getattr(request.session, "signed_in_at", None)
    if signed_in_at and not (SESSION in request.session and has_own_proof(request)):
        times.append(signed_in_at.timestamp())
    if _is_older(times, within):
        ask_for_proof(request)


def _last_records(request: HttpRequest) -> list[float]:
    """Returns the times of the sign-ins and confirmations in this session that count, in Unix
    time.
    """
    records = get_authentication_records(request, request.user)
    if any(one["method"] == BY_PROVIDER for one in records) and has_own_proof(request):
        records = [one for one in records if one["method"] != BY_PROVIDER]
    return [float(one["at"]) for one in records]


def _is_older(times: list[float], within: timedelta) -> bool:
    return not times or clock.now().timestamp() - max(times) > within.total_seconds()
