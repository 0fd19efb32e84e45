"""Second factors that staff need: the way to their set-up, and the refusal to remove the last."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rontal.accounts.required_factors import has_factor, is_required, may_remove

View = Callable[..., HttpResponse]


def lacks_required_factor(request: HttpRequest, roles: frozenset[str]) -> bool:
    """Returns True where one of these roles needs a second factor and the account has none.

    One query where the person did not use a factor at this sign-in, else none.
    """
    if not is_required(roles):
        return False
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" for record in records):
        return False
    return not has_factor(request.user.pk or 0)


def redirect_to_factors(request: HttpRequest) -> HttpResponse:
    """Redirects to the page that sets up a second factor, and says why."""
    text = _("Your role needs a second step to sign in. Add a passkey or a code from an app.")
    messages.warning(request, text)
    return redirect("mfa_index")


def keeps_required_factor(view: View) -> View:
    """Decorates the view that removes a passkey: refuses where `may_remove` does."""

    @wraps(view)
    def wrapper(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        own = Authenticator.objects.select_related("user").filter(user=request.user.pk, pk=pk)
        passkey = own.first()
        if passkey is None or may_remove(passkey):
            return view(request, pk=pk, **kwargs)
        text = _("Your role needs a second step. Set up another one before you remove this one.")
        messages.error(request, text)
        return redirect("mfa_list_webauthn")

    return wrapper
