"""Addresses of the protocols of machines."""

from django.urls import URLPattern, URLResolver, path

from rontal.interop.oai.views import oai
from rontal.interop.sru.views import sru

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai", oai, name="oai"),
    path("sru", sru, name="sru"),
]
