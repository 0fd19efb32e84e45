"""Sign-in of a person who has just confirmed the address by the activation link."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest

from rontal.accounts import security_log
from rontal.accounts.browsers import BROWSER, coarse_name
from rontal.accounts.device_cookie import remember_browser
from rontal.accounts.models import User

BACKEND = "rontal.accounts.backends.PasswordBackend"


def sign_in(request: HttpRequest, user: User, *, method: str) -> None:
    """Signs `user` in and records the method, so that a passkey can be added at once."""
    login(request, user, backend=BACKEND)
    request.session[BROWSER] = coarse_name(request.headers.get("User-Agent", ""))
    record_authentication(request, user, method=method, reauthenticated=True)
    security_log.record_sign_in(user=user, how=method, new_browser=True, first=True)
    remember_browser(request, user)
