"""Contact details of the signed-in member. Changes need a fresh proof of who is there."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.core.errors import DomainError, Invalid, NotFound, TooMany
from rontal.core.limits import spend
from rontal.data_requests import services as data_requests
from rontal.data_requests.rules.kinds import RequestKind
from rontal.membership import services
from rontal.membership.errors import AddressNeedsLibrary
from rontal.membership.models import Member
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.selectors import details, member_of
from rontal.membership.selectors.links import locked_until, pending_email
from rontal.membership.states import MemberState
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.ui.reauthentication import needs_proof
from rontal.web.contact import limits
from rontal.web.contact.forms import EmailForm, HomeForm, PhoneForm, ServiceErrorsForm
from rontal.web.data_requests.limits import SEND_OWN
from rontal.web.mydata.stored_data import address_of

REASON = "own_data"


@signed_in
@private
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Shows the contact details and what can be changed; redirects people without membership."""
    member = member_of(request.user.pk)
    if member is None or member.state == MemberState.CLOSED:
        return redirect("my_data")
    stored, pending = _stored(request, member), pending_email(member)
    context = {
        "email": member.application.email,
        "phone": stored.phone,
        "home": address_of(stored),
        "pending": pending,
        "new": pending.addresses.reveal()["new"] if pending else "",
        "locked_until": locked_until(member),
    }
    return render(request, "web/contact/contact.html", context)


@signed_in
@private
@needs_proof
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """Asks for a new e-mail address (GET) or sends a link to it (POST)."""
    member = _member(request)
    form = EmailForm(request.POST if request.method == "POST" else None)
    locked = locked_until(member)
    context = {"form": form, "email": member.application.email, "locked_until": locked}
    if request.method != "POST" or not form.is_valid():
        return _page(request, "email", context)
    try:
        spend(limits.EMAIL, str(request.user.pk))
        spend(limits.EMAIL_TO, form.cleaned_data["email"].lower())
        services.ask_own_email(email=form.cleaned_data["email"], actor=actor_of(request))
    except DomainError as error:
        return _refused(request, "email", form, error, context)
    messages.success(request, _("We sent a link to the new address. Open it to confirm."))
    return redirect("contact")


@signed_in
@private
@require_POST
def drop_email(request: HttpRequest) -> HttpResponse:
    """Drops a new address that is not confirmed yet."""
    services.drop_own_email_change(actor=actor_of(request))
    messages.success(request, _("The new address was removed. Nothing changes."))
    return redirect("contact")


@signed_in
@private
@needs_proof
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Asks for a phone number (GET) or stores it (POST)."""
    member = _member(request)
    if request.method != "POST":
        stored = _stored(request, member)
        return _page(request, "phone", {"form": PhoneForm(initial={"phone": stored.phone})})
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _page(request, "phone", {"form": form})
    return _change(request, "phone", form, form.cleaned_data)


@signed_in
@private
@needs_proof
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Asks for a home address (GET) or stores it (POST); one across the region's border is sent to
    the library, if the member says so.
    """
    member = _member(request)
    if request.method != "POST":
        return _page(request, "home", {"form": HomeForm.of(_stored(request, member))})
    form = HomeForm(request.POST)
    if "regions" in request.POST:
        return render(request, "web/contact/home.html", {"form": HomeForm(initial=request.POST)})
    if not form.is_valid():
        return _page(request, "home", {"form": form})
    if key := request.POST.get("ask", "")[:60]:
        return _ask_library(request, form, key)
    return _change(request, "home", form, form.cleaned_data)


def _change(
    request: HttpRequest, page: str, form: ServiceErrorsForm, values: Mapping[str, str]
) -> HttpResponse:
    try:
        spend(limits.DETAILS, str(request.user.pk))
        changed = services.change_own_details(values=values, actor=actor_of(request))
    except AddressNeedsLibrary:
        context = {"form": form, "ask_key": secrets.token_urlsafe(24), "needs_library": True}
        return _page(request, page, context, status=409)
    except DomainError as error:
        return _refused(request, page, form, error, {"form": form})
    if changed:
        messages.success(request, _("Saved. We told you by email, too."))
    return redirect("contact")


def _ask_library(request: HttpRequest, form: HomeForm, key: str) -> HttpResponse:
    """Opens a request for correction with the new address in words."""
    spend(SEND_OWN, str(request.user.pk))
    words = _("I have moved. My new home address: %(address)s") % {"address": form.in_words}
    opened = data_requests.open_own_request(
        kind=RequestKind.CORRECTION, words=words, key=key, actor=actor_of(request)
    )
    messages.success(request, _("Your request has been sent."))
    return redirect("own_data_request", code=opened.code)


def _refused(
    request: HttpRequest,
    page: str,
    form: ServiceErrorsForm,
    error: DomainError,
    context: Mapping[str, Any],
) -> HttpResponse:
    if isinstance(error, NotFound):
        raise error
    if isinstance(error, Invalid):
        form.add_service_errors(error.fields)
        return _page(request, page, context)
    status = 429 if isinstance(error, TooMany) else STATUS.get(error.code, 409)
    answer = _page(request, page, {**context, "refusal": sentences.of(error)}, status=status)
    return with_wait(answer, error)


def _page(
    request: HttpRequest, page: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    status = 422 if context["form"].errors else status
    return render(request, f"web/contact/{page}.html", context, status=status)


def _member(request: HttpRequest) -> Member:
    """Returns the open membership of the person; raises NotFound."""
    member = NotFound.if_none(member_of(request.user.pk))
    if member.state == MemberState.CLOSED:
        raise NotFound
    return member


def _stored(request: HttpRequest, member: Member) -> ApplicationForm:
    return details(member.application, actor=actor_of(request), reason=REASON)
