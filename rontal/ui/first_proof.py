"""First password or passkey of an account that has neither: only soon after a sign-in.

Such an account has nothing to confirm with, so that allauth counts any session as confirmed. Its
person confirms by the provider, or signs in again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from rontal.ui.reauthentication import has_own_proof, require_recent_session

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def needs_recent_session(view: View) -> View:
    """Decorates a view that adds a password or passkey: an account without any has signed in within
    the last ten minutes, or else confirms by the provider or signs in again.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_own_proof(request):
            require_recent_session(request)
        return view(request, *args, **kwargs)

    return wrapper  # type: ignore[return-value]
