"""URLs of the links in mails about a new e-mail address."""

from django.urls import path

from rontal.web.address import views

urlpatterns = [
    path("surel/<str:token>/", views.confirmation, name="email_confirmation"),
    path("surel/batal/<str:token>/", views.reversal, name="email_reversal"),
]
