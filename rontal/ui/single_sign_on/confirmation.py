"""Confirmation by an identity provider that it is the person."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from rontal.accounts.address import client_address
from rontal.accounts.single_sign_on import selectors
from rontal.accounts.single_sign_on.proof import PROCESS
from rontal.core.limits import spend
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.ui.single_sign_on.views import STARTS, leave


@signed_in
@private
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Says what happens (GET), or sends the browser to the provider, which asks the person to sign
    in there even if they are (POST).
    """
    provider = selectors.provider(provider_id)
    next_url = get_next_redirect_url(request) or "/"
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if request.path not in [one["url"] for one in methods]:
        return redirect(f"{methods[0]['url']}?{urlencode({'next': next_url})}" if methods else "/")
    if request.method == "POST":
        spend(STARTS, client_address(request))
        return leave(request, provider_id, PROCESS, next_url)
    others: list[dict[str, Any]] = [
        {**one, "url": f"{one['url']}?{urlencode({'next': next_url})}"}
        for one in methods
        if one["url"] != request.path
    ]
    context = {
        "provider": provider,
        "next_url": next_url,
        "reauthentication_alternatives": others,
    }
    return render(request, "ui/single_sign_on/confirm.html", context)
