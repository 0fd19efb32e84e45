"""First password or passkey of an account that has neither: only soon after a sign-in.

Such an account has nothing to confirm with, so that allauth counts any session as confirmed. Its
person signs in again, by the provider or the link of a mail.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from rontal.core import clock
from rontal.ui.reauthentication import RECENT, ask_for_proof, has_own_proof

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def needs_recent_session(view: View) -> View:
    """Decorates a view that adds a password or passkey: an account without any has signed in within
    the last ten minutes, or else is signed out and signs in again.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_own_proof(request):
            signed_in_at = getattr(request.session, "signed_in_at", None)
            if signed_in_at is None or clock.now() - signed_in_at > RECENT:
                ask_for_proof(request, back=request.get_full_path())
        return view(request, *args, **kwargs)

    return wrapper  # type: ignore[return-value]
