"""First password or passkey of an account that has neither: only soon after a sign-in.

Such an account has nothing to confirm with, so that allauth counts any session as confirmed. Its
person signs in again, by the provider or the link of a mail.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from rontal.core import clock
from rontal.ui.reauthentication import RECENT

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def needs_recent_session(view: View) -> View:
    """Decorates a view that adds a password or passkey: an account without any has signed in within
    the last ten minutes, or else is signed out and signs in again.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not get_reauthentication_flows(request.user):
            signed_in_at = getattr(request.session, "signed_in_at", None)
            if signed_in_at is None or clock.now() - signed_in_at > RECENT:
                logout(request)
                messages.info(request, _("You were signed out after a while. Sign in again."))
                return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return wrapper  # type: ignore[return-value]
