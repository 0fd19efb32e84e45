"""Activation by the link of the first mail.

GET changes nothing; POST sets the password or starts a passkey.
"""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rontal.accounts import services as accounts
from rontal.accounts.errors import WeakPassword
from rontal.accounts.models import User
from rontal.membership.models import OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors import open_link
from rontal.membership.services import activate, withdraw_by_link
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.first_proof import needs_recent_session
from rontal.ui.headers import private, token_page
from rontal.ui.middleware import actor_of
from rontal.ui.passkeys import FirstPasskey
from rontal.web.registration import limits
from rontal.web.registration.forms.password import PasswordForm
from rontal.web.registration.sign_in import sign_in
from rontal.web.registration.views.links import LINK_ERRORS, render_invalid_link


@public
@token_page
def activation(request: HttpRequest, token: str) -> HttpResponse:
    """Asks how to sign in (GET); activates, or withdraws if it was another person (POST)."""
    limits.spend_by_address(request, limits.TOKEN)
    try:
        link = open_link(token=token, purpose=LinkPurpose.ACTIVATION)
        if request.method != "POST":
            return _render_activation(request, link, PasswordForm())
        if "not_me" in request.POST:
            withdraw_by_link(token=token, actor=actor_of(request))
            return render(request, "web/registration/not_me.html")
        return _activate(request, token, link)
    except LINK_ERRORS as error:
        return render_invalid_link(request, error)


@signed_in
@private
@needs_recent_session
def passkey(request: HttpRequest) -> HttpResponse:
    """Creates the first passkey of an account without a password, or sets a password instead."""
    user = cast(User, request.user)
    if user.has_usable_password() or Authenticator.objects.filter(user=user).exists():
        return redirect("registration_status")
    if request.method == "POST" and "password" in request.POST:
        return _set_password(request, user)
    if request.method == "POST":
        form = FirstPasskey(request.POST, user=user)
        if form.is_valid():
            return _keep_passkey(request, user, form)
        messages.error(request, sentences.of_code("passkey_refused"))
    return _passkey_page(request, user, PasswordForm())


def _activate(request: HttpRequest, token: str, link: OneUseLink) -> HttpResponse:
    with_passkey = request.POST.get("way") == "passkey"
    form = PasswordForm(request.POST)
    if not with_passkey and not form.is_valid():
        return _render_activation(request, link, form)
    password = None if with_passkey else form.cleaned_data["password"]
    try:
        application = activate(token=token, password=password, actor=actor_of(request))
    except WeakPassword as error:
        form.add_error("password", sentences.of(error))
        return _render_activation(request, link, form)
    assert application.user is not None
    sign_in(request, application.user, method="link" if with_passkey else "password")
    return redirect("registration_passkey" if with_passkey else "registration_status")


def _render_activation(request: HttpRequest, link: OneUseLink, form: PasswordForm) -> HttpResponse:
    context = {"application": link.application, "form": form, "expires_at": link.expires_at}
    return render(request, "web/registration/activation.html", context)


def _keep_passkey(request: HttpRequest, user: User, form: Any) -> HttpResponse:
    flows.signup_authenticator(
        request,
        user=user,
        name=form.cleaned_data["name"],
        credential=form.cleaned_data["credential"],
    )
    return redirect("registration_status")


def _set_password(request: HttpRequest, user: User) -> HttpResponse:
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            accounts.set_password(user=user, password=form.cleaned_data["password"])
        except WeakPassword as error:
            form.add_error("password", sentences.of(error))
        else:
            update_session_auth_hash(request, user)
            return redirect("registration_status")
    return _passkey_page(request, user, form)


def _passkey_page(request: HttpRequest, user: User, form: PasswordForm) -> HttpResponse:
    context = {
        "form": form,
        "key_form": FirstPasskey(user=user),
        "js_data": {"creation_options": auth.begin_registration(user, True)},
    }
    return render(request, "web/registration/passkey.html", context)
