"""URLs of the home page and of the privacy notice."""

from django.urls import URLPattern, path

from rontal.web.home import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("privasi/", views.data_and_rules, name="data_and_rules"),
]
