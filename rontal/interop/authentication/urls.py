"""URLs for signing in with a reading app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from rontal.interop.authentication import document
from rontal.interop.authentication.consent import consent
from rontal.interop.authentication.tokens import token
from rontal.interop.opds.decorators import opds_view
from rontal.ui.page_cache import cached_page


def authentication(request: HttpRequest) -> HttpResponse:
    """Returns the authentication document, which is public."""
    return document.answer(request)


urlpatterns = [
    path(
        "authentication.json", cached_page()(opds_view(authentication)), name="opds_authentication"
    ),
    path("izin/", consent, name="opds_consent"),
    path("token/", token, name="opds_token"),
]
