"""Reauthentication before sensitive actions."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final, TypeVar

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from rontal.accounts.policies import AccountsPolicies
from rontal.core import clock

RECENT: Final = timedelta(minutes=10)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raises ReauthenticationRequired unless signed in within the last ten minutes.

    Any authentication method counts. Protects browsers left open on shared computers.
    """
    if _is_older(_last_records(request), RECENT):
        raise ReauthenticationRequired


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
    signed_in_at = getattr(request.session, "signed_in_at", None)
    times = [*_last_records(request), *([signed_in_at.timestamp()] if signed_in_at else [])]
    if _is_older(times, within):
        raise ReauthenticationRequired


def _last_records(request: HttpRequest) -> list[float]:
    """Returns the times of the sign-ins and confirmations in this session, in Unix time."""
    return [float(one["at"]) for one in get_authentication_records(request, request.user)]


def _is_older(times: list[float], within: timedelta) -> bool:
    return not times or clock.now().timestamp() - max(times) > within.total_seconds()
