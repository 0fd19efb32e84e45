"""URLs of the library card."""

from django.urls import path

from rontal.web.card import views

urlpatterns = [
    path("kartu/", views.card, name="card"),
    path("kartu/kartu.pdf", views.card_pdf, name="card_pdf"),
]
