"""Confirmation of a member's new e-mail address.

GET changes nothing, because mail scanners follow links.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rontal.core.errors import DomainError
from rontal.membership.errors import LinkUnknown
from rontal.membership.selectors.links import email_change
from rontal.membership.services import confirm_email
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
        context = {"code": error.code, "sentence": sentences.of(error)}
        status = 404 if isinstance(error, LinkUnknown) else 410
        return render(request, "web/address/over.html", context, status=status)
