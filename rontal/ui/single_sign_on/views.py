"""Signing in with an identity provider, and the page of a person's links."""

import logging
from datetime import timedelta
from typing import Any, Final, cast

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rontal.accounts.address import client_address
from rontal.accounts.sessions import stored_key
from rontal.accounts.single_sign_on import selectors, services
from rontal.accounts.single_sign_on.errors import (
    AnotherIdentity,
    Confirmed,
    HasAccount,
    IdentityMissing,
    LinkedElsewhere,
    NotConfirmed,
    NotLinked,
    ProviderAnswerInvalid,
    ProviderUnavailable,
    SignOnCancelled,
    SignOnExpired,
)
from rontal.accounts.single_sign_on.proof import PROCESS
from rontal.accounts.single_sign_on.provider import Adapter, CallbackView
from rontal.core.errors import DomainError
from rontal.core.limits import Limit, spend
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import require_recent_sign_in
from rontal.ui.suspended_requests import resume

STARTS: Final = Limit("sign_on", 300, timedelta(minutes=1))
"""Sign-ins begun by one network; a school may share it."""
STATUS: Final[dict[type[DomainError], int]] = {
    SignOnCancelled: 200,
    SignOnExpired: 400,
    ProviderAnswerInvalid: 502,
    ProviderUnavailable: 503,
    NotLinked: 403,
    LinkedElsewhere: 409,
    NotConfirmed: 403,
    AnotherIdentity: 403,
    IdentityMissing: 403,
    HasAccount: 409,
}
log = logging.getLogger(__name__)


@public
@private
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sends the browser to the provider (POST). GET leads to the sign-in page, so that no link of
    another site starts a sign-in.
    """
    selectors.provider(provider_id)
    if request.method != "POST":
        return redirect("account_login")
    spend(STARTS, client_address(request))
    return leave(request, provider_id, AuthProcess.LOGIN, get_next_redirect_url(request))


@public
@private
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes the provider's answer: signs the person in, links the account that asked, or confirms
    its person and goes on with what had to be confirmed.
    """
    selectors.provider(provider_id)
    try:
        view = CallbackView.adapter_view(Adapter(request, provider_id))
        response: HttpResponse = view(request)
    except Confirmed as confirmed:
        return cast(HttpResponse, resume(request, confirmed.url))
    except tuple(STATUS) as error:
        return failed(request, provider_id, error)
    return response


@signed_in
@private
@require_GET
def links(request: HttpRequest) -> HttpResponse:
    """Lists the identity providers, with the person's links to them."""
    made = {link.provider: link for link in selectors.links_of(request.user.pk or 0)}
    known = {one.id for one in selectors.providers()}
    context: dict[str, Any] = {
        "rows": [(one, made.get(one.id)) for one in selectors.providers()],
        "former": [link for link in made.values() if link.provider not in known],
    }
    return render(request, "ui/single_sign_on/links.html", context)


@signed_in
@private
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sends the browser to the provider, whose answer links the account (POST)."""
    selectors.provider(provider_id)
    if request.method != "POST":
        return redirect("sign_on_links")
    require_recent_sign_in(request)
    return leave(request, provider_id, AuthProcess.CONNECT, None)


@signed_in
@private
@require_http_methods(["GET", "POST"])
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes one of the person's links (POST)."""
    if request.method == "POST":
        require_recent_sign_in(request)
        session = stored_key(request.session.session_key or "")
        try:
            services.unlink(link_id=pk, session=session, actor=actor_of(request))
        except DomainError as error:
            messages.error(request, sentences.of(error))
        else:
            messages.success(request, _("The link is removed. Sign in with your password."))
    return redirect("sign_on_links")


def leave(
    request: HttpRequest, provider_id: str, process: str, next_url: str | None
) -> HttpResponse:
    """Returns a page that leads to the provider at once.

    It is no redirect: Chromium applies `form-action` of the Content-Security-Policy to redirects
    after a form as well, also to those that the provider makes, whose hosts nobody here knows.
    """
    provider = Adapter(request, provider_id).get_provider()
    data = request.user.pk if process in (AuthProcess.CONNECT, PROCESS) else None
    try:
        address = provider.redirect(request, process, next_url, data)["Location"]
    except tuple(STATUS) as error:
        return failed(request, provider_id, error)
    context = {"provider": selectors.provider(provider_id), "address": address}
    response = render(request, "ui/single_sign_on/leaving.html", context)
    response.headers["Refresh"] = f"0; url={address}"
    return response


def failed(request: HttpRequest, provider_id: str, error: Exception) -> HttpResponse:
    """Returns the page that says why signing in at a provider did not work."""
    assert isinstance(error, DomainError)
    if isinstance(error, ProviderAnswerInvalid | ProviderUnavailable):
        log.warning("sign-on %s: %s %s", provider_id, error.code, error.params.get("reason", ""))
    context = {
        "provider": selectors.provider(provider_id),
        "sentence": sentences.of(error),
        "code": error.code,
    }
    return render(request, "ui/single_sign_on/failed.html", context, status=STATUS[type(error)])
