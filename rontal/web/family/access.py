"""Way to the guardians' page: a link by e-mail, used once. GET changes nothing: mail scanners use
it."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.core.errors import DomainError, TooMany
from rontal.core.limits import Limit, spend
from rontal.lending.selectors import counts_of
from rontal.membership.errors import LinkUnknown
from rontal.membership.selectors.families import address_hash
from rontal.membership.selectors.guardianship import children_of_address
from rontal.membership.services import (
    enter_guardian_page,
    guardian_page_link,
    send_guardian_link,
)
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, token_page, with_wait
from rontal.web.family import guardian_cookie
from rontal.web.family.child_page import state_of
from rontal.web.family.forms import LinkForm
from rontal.web.registration import limits
from rontal.web.registration.views.links import LINK_ERRORS

ASK: Final = Limit("family.ask", 60, timedelta(hours=1))
ASK_FOR_ADDRESS: Final = Limit("family.ask_for_address", 5, timedelta(days=1))
METHODS: Final = ["GET", "HEAD", "POST"]


@public
@private
@require_http_methods(METHODS)
def family(request: HttpRequest) -> HttpResponse:
    """Lists the guardian's children; without access asks for the address and sends the link."""
    address = guardian_cookie.address_of(request)
    if address and request.method != "POST":
        return _render_children(request, address)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _render_form(request, form, 422 if form.is_bound else 200)
    typed = form.cleaned_data["email"]
    try:
        limits.spend_by_address(request, ASK)
        spend(ASK_FOR_ADDRESS, address_hash(typed).hex())
    except TooMany as error:
        form.add_error("email", sentences.of(error))
        return with_wait(_render_form(request, form, 429), error)
    send_guardian_link(email=typed)
    return redirect("family_sent")


@public
@private
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Shows what happens next; the same for known and unknown addresses."""
    return render(request, "web/family/sent.html")


@public
@token_page
@require_http_methods(METHODS)
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for one press (GET), which opens the page (POST)."""
    limits.spend_by_address(request, limits.TOKEN)
    try:
        if request.method != "POST":
            guardian_page_link(token=token)
            return render(request, "web/family/enter.html")
        entered = enter_guardian_page(token=token)
    except LINK_ERRORS as error:
        return _no_longer(request, error)
    response = redirect("family")
    guardian_cookie.begin(response, entered)
    return response


@public
@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Ends the access in this browser."""
    response = redirect("family")
    guardian_cookie.end(request, response)
    return response


def _render_children(request: HttpRequest, address: bytes) -> HttpResponse:
    children = children_of_address(address)
    counts = counts_of([child.member.pk for child in children if child.member])
    rows = [
        (child, state_of(child), counts[child.member.pk][0] if child.member else 0)
        for child in children
    ]
    return render(request, "web/family/children.html", {"rows": rows})


def _render_form(request: HttpRequest, form: LinkForm, status: int) -> HttpResponse:
    return render(request, "web/family/ask.html", {"form": form}, status=status)


def _no_longer(request: HttpRequest, error: DomainError) -> HttpResponse:
    context = {"code": error.code, "sentence": sentences.of(error)}
    status = 404 if isinstance(error, LinkUnknown) else 410
    return render(request, "web/family/link.html", context, status=status)
