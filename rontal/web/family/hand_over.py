"""Hand-over at 17, for the young person who is signed in."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.core.errors import Invalid, TooMany
from rontal.core.limits import Limit, spend
from rontal.membership.errors import OwnAddressNeeded
from rontal.membership.models import Application
from rontal.membership.selectors import application_for_person
from rontal.membership.selectors.guardianship import needs_own_address, open_hand_over
from rontal.membership.services import ask_own_address, take_over
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.web.family.forms import OwnAddressForm, TakeOverForm

ADDRESSES: Final = Limit("family.own_address", 5, timedelta(days=1))
METHODS: Final = ["GET", "HEAD", "POST"]


@signed_in
@private
@require_http_methods(METHODS)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Explains the hand-over (GET); takes over the membership (POST)."""
    application = application_for_person(request.user.pk)
    if open_hand_over(application) is None:
        return redirect("my_data")
    form = TakeOverForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _render(request, application, 422 if form.is_bound else 200, form=form)
    try:
        take_over(application_id=application.pk, purposes=form.purposes, actor=actor_of(request))
    except OwnAddressNeeded as error:
        form.add_error(None, sentences.of(error))
        return _render(request, application, 422, form=form)
    messages.success(request, _("The membership is yours. Your guardian sees nothing any more."))
    return redirect("my_data")


@signed_in
@private
@require_http_methods(METHODS)
def address(request: HttpRequest) -> HttpResponse:
    """Asks for an own address and sends the link that confirms it."""
    application = application_for_person(request.user.pk)
    if request.method != "POST" or open_hand_over(application) is None:
        return redirect("hand_over")
    form = OwnAddressForm(request.POST)
    if not form.is_valid():
        return _render(request, application, 422, address_form=form)
    try:
        spend(ADDRESSES, str(request.user.pk))
        ask_own_address(
            application_id=application.pk,
            email=form.cleaned_data["email"],
            actor=actor_of(request),
        )
    except Invalid as error:
        form.add_error("email", sentences.of_code(error.fields["email"]))
        return _render(request, application, 422, address_form=form)
    except TooMany as error:
        form.add_error("email", sentences.of(error))
        return _render(request, application, 429, address_form=form)
    messages.success(request, _("We have sent a link to the new address. Open it, then come back."))
    return redirect("hand_over")


def _render(
    request: HttpRequest,
    application: Application,
    status: int,
    *,
    form: TakeOverForm | None = None,
    address_form: OwnAddressForm | None = None,
) -> HttpResponse:
    context = {
        "hand_over": open_hand_over(application),
        "needs_address": needs_own_address(application),
        "form": form or TakeOverForm(),
        "address_form": address_form or OwnAddressForm(),
    }
    return render(request, "web/family/hand_over.html", context, status=status)
