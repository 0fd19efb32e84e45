"""Resending the activation link; the response is the same for known and unknown addresses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rontal.core.errors import TooMany
from rontal.core.limits import spend
from rontal.membership.services import resend_activation
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, with_wait
from rontal.web.registration import limits
from rontal.web.registration.forms.password import ResendForm


@public
@private
def resend(request: HttpRequest) -> HttpResponse:
    """Asks for the address (GET) or sends the link (POST)."""
    form = ResendForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "web/registration/resend.html", {"form": form})
    email = form.cleaned_data["email"]
    try:
        limits.spend_by_address(request, limits.RESEND)
        spend(limits.RESEND_TO_EMAIL, email.lower())
    except TooMany as error:
        return _render_too_many(request, form, error)
    resend_activation(email=email)
    return redirect("registration_resent")


@public
@private
def resent(request: HttpRequest) -> HttpResponse:
    """Explains what happens next, the same for everybody."""
    return render(request, "web/registration/resent.html")


def _render_too_many(request: HttpRequest, form: ResendForm, error: TooMany) -> HttpResponse:
    context = {"form": form, "refusal": sentences.of(error)}
    return with_wait(render(request, "web/registration/resend.html", context, status=429), error)
