"""URLs of the page of sessions."""

from django.urls import path

from rontal.web.sessions import views

urlpatterns = [
    path("akun/sesi/", views.sessions, name="sessions"),
    path("akun/sesi/akhiri/", views.sign_out, name="sessions_sign_out"),
    path("akun/sesi/akhiri-lainnya/", views.sign_out_others, name="sessions_sign_out_others"),
]
