"""URLs of the demo's outbox; outside of the demo they answer 404."""

from django.urls import path

from rontal.web.outbox import views

urlpatterns = [
    path("surat-keluar/", views.outbox, name="outbox"),
    path("surat-keluar/<str:name>/", views.mail, name="outbox_mail"),
    path("surat-keluar/<str:name>/html/", views.mail_html, name="outbox_mail_html"),
]
