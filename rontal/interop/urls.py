"""Addresses of the protocols of machines."""

from django.urls import URLPattern, URLResolver, include, path

from rontal.interop.oai.views import oai

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai", oai, name="oai"),
    path("opds/", include("rontal.interop.authentication.urls")),
    path("opds/", include("rontal.interop.opds.urls")),
]
