"""Hand-over at 17, for the young person who is signed in."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.sessions import stored_key
from rontal.core import clock
from rontal.core.errors import Invalid, TooMany
from rontal.core.limits import spend
from rontal.membership.errors import EmailLocked, OwnAddressNeeded
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application
from rontal.membership.selectors import application_for_person
from rontal.membership.selectors.guardianship import needs_own_address, open_hand_over
from rontal.membership.services import ask_own_address, take_over
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private, with_wait
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof
from rontal.web.contact import limits
from rontal.web.family.forms import OwnAddressForm, TakeOverForm

JUST_NOW: Final = timedelta(hours=1)
"""Time for which the page says what to do after the hand-over."""
METHODS: Final = ["GET", "HEAD", "POST"]


@signed_in
@private
@needs_proof
@require_http_methods(METHODS)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Explains the hand-over (GET); takes over the membership (POST)."""
    application = application_for_person(request.user.pk)
    if open_hand_over(application) is None:
        return _render_done(request, application)
    form = TakeOverForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _render(request, application, 422 if form.is_bound else 200, form=form)
    try:
        take_over(
            application_id=application.pk,
            purposes=form.purposes,
            actor=actor_of(request),
            spare=stored_key(request.session.session_key or ""),
        )
    except OwnAddressNeeded as error:
        form.add_error(None, sentences.of(error))
        return _render(request, application, 422, form=form)
    messages.success(request, _("The membership is yours. Your guardian sees nothing any more."))
    return redirect("hand_over")


@signed_in
@private
@needs_proof
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
        spend(limits.EMAIL, str(request.user.pk))
        spend(limits.EMAIL_TO, form.cleaned_data["email"].lower())
        ask_own_address(
            application_id=application.pk,
            email=form.cleaned_data["email"],
            actor=actor_of(request),
        )
    except Invalid as error:
        form.add_error("email", sentences.of_code(error.fields["email"]))
        return _render(request, application, 422, address_form=form)
    except (TooMany, EmailLocked) as error:
        form.add_error("email", sentences.of(error))
        status = 429 if isinstance(error, TooMany) else 409
        return with_wait(_render(request, application, status, address_form=form), error)
    messages.success(request, _("We have sent a link to the new address. Open it, then come back."))
    return redirect("hand_over")


def _render_done(request: HttpRequest, application: Application) -> HttpResponse:
    """Offers a new password just after the hand-over; redirects everybody else."""
    hand_over: HandOver | None = getattr(application, "hand_over", None)
    done = hand_over.taken_over_at if hand_over else None
    if done is None or done < clock.now() - JUST_NOW:
        return redirect("my_data")
    return render(request, "web/family/taken_over.html")


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
