"""URLs of a member's own contact details."""

from django.urls import path

from rontal.web.contact import views

urlpatterns = [
    path("akun/kontak/", views.contact, name="contact"),
    path("akun/kontak/surel/", views.email, name="contact_email"),
    path("akun/kontak/surel/hapus/", views.drop_email, name="contact_email_drop"),
    path("akun/kontak/telepon/", views.phone, name="contact_phone"),
    path("akun/kontak/alamat/", views.home, name="contact_home"),
]
