"""Confirmation of a member's new e-mail address, and taking the change back.

GET changes nothing, because mail scanners follow links.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rontal.core.errors import DomainError
from rontal.membership.email_reversals import LOCK_DAYS
from rontal.membership.errors import LinkUnknown
from rontal.membership.selectors.links import email_change, email_reversal
from rontal.membership.services import confirm_email, take_email_back
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import token_page
from rontal.ui.middleware import actor_of
from rontal.web.registration import limits


@public
@token_page
@require_http_methods(["GET", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for confirmation (GET) or confirms the address (POST); explains an expired link."""
    limits.spend_by_address(request, limits.TOKEN)
    try:
        change = email_change(token)
        if request.method == "POST":
            confirm_email(token=token, actor=actor_of(request))
            return render(request, "web/address/done.html")
        return render(request, "web/address/confirm.html", {"expires_at": change.expires_at})
    except DomainError as error:
        return _over(request, error)


@public
@token_page
@require_http_methods(["GET", "POST"])
def reversal(request: HttpRequest, token: str) -> HttpResponse:
    """Asks the owner of the former address (GET), or takes the change back (POST)."""
    limits.spend_by_address(request, limits.TOKEN)
    try:
        found = email_reversal(token)
        if request.method == "POST":
            take_email_back(token=token, actor=actor_of(request))
            return render(request, "web/address/taken_back.html")
        context = {"ends_at": found.ends_at, "lock_days": LOCK_DAYS}
        return render(request, "web/address/take_back.html", context)
    except DomainError as error:
        return _over(request, error, is_reversal=True)


def _over(request: HttpRequest, error: DomainError, *, is_reversal: bool = False) -> HttpResponse:
    context = {"code": error.code, "sentence": sentences.of(error), "is_reversal": is_reversal}
    status = 404 if isinstance(error, LinkUnknown) else 410
    return render(request, "web/address/over.html", context, status=status)
