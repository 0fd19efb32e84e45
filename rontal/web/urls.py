"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from rontal.web import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.front, name="home"),
    path("standar-pelayanan/", home.service_standard, name="service_standard"),
    path("privasi/", home.data_and_rules, name="data_and_rules"),
]
