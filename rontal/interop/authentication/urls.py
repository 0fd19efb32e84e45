"""Addresses of signing in with an app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from rontal.interop.authentication import document
from rontal.interop.authentication.consent import consent
from rontal.interop.authentication.tokens import token
from rontal.ui.access import machine
from rontal.ui.constant import constant


@machine
@constant
@require_safe
def authentication(request: HttpRequest) -> HttpResponse:
    """The authentication document, which needs none itself."""
    return document.answer(request)


urlpatterns = [
    path("authentication.json", authentication, name="opds_authentication"),
    path("izin/", consent, name="opds_consent"),
    path("token/", token, name="opds_token"),
]
