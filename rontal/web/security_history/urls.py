"""URLs of a person's security history."""

from django.urls import path

from rontal.web.security_history import views

urlpatterns = [
    path("akun/keamanan/riwayat/", views.history, name="security_history"),
    path("akun/bukan-saya/", views.not_me, name="not_me"),
]
