"""Reauthentication before sensitive actions.

A sign-in with an identity provider proves little where the provider's own session is still open: it
counts from the time at which the person signed in there, and not at all where the provider does not
say it (`accounts.single_sign_on.proof`).
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final, NoReturn, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.sign_on_adapter import SESSION, proven_at
from rontal.core import clock
from rontal.ui.suspended_requests import SAFE, page_of, suspend

BY_PROVIDER: Final = "socialaccount"
"""Method of allauth's records of sign-ins with an identity provider."""
RECENT: Final = timedelta(minutes=10)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raises an exception that leads to a confirmation, unless signed in within the last ten
    minutes. Protects browsers left open on shared computers.
    """
    if _is_older(_confirmed_at(request), RECENT):
        ask_for_proof(request)


def require_recent_session(request: HttpRequest) -> None:
    """Does as `require_recent_sign_in` for a person who has neither password nor passkey; any
    sign-in counts, such as by the link of a mail.
    """
    if _is_older(_proven_at(request), RECENT):
        ask_for_proof(request, back=request.get_full_path())


def ask_for_proof(request: HttpRequest, *, back: str = "") -> NoReturn:
    """Raises the exception that leads to a confirmation by password, passkey or provider; of a
    person who has none, to signing in again, and then to `back`, by default the page that they came
    from.
    """
    if methods := get_adapter(request).get_reauthentication_methods(request.user):
        raise ImmediateHttpResponse(suspend(request, methods[0]["url"]))
    came_from = request.get_full_path() if request.method in SAFE else page_of(request)
    logout(request)
    messages.info(request, _("You were signed out after a while. Sign in again."))
    raise ImmediateHttpResponse(redirect_to_login(back or came_from))


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
    if _is_older(_proven_at(request), within):
        ask_for_proof(request)


def _proven_at(request: HttpRequest) -> list[float]:
    """Returns the times of `_confirmed_at`, and of the sign-in unless a provider vouched for it."""
    times, signed_in_at = _confirmed_at(request), getattr(request.session, "signed_in_at", None)
    if signed_in_at and SESSION not in request.session:
        times.append(signed_in_at.timestamp())
    return times


def _confirmed_at(request: HttpRequest) -> list[float]:
    """Returns the times of the sign-ins and confirmations in this session that count, in Unix
    time.
    """
    records = get_authentication_records(request, request.user)
    times = [float(one["at"]) for one in records if one["method"] != BY_PROVIDER]
    at_provider = proven_at(request)
    return times if at_provider is None else [*times, at_provider]


def _is_older(times: list[float], within: timedelta) -> bool:
    return not times or clock.now().timestamp() - max(times) > within.total_seconds()
