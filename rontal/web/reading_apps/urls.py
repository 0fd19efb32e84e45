"""URLs of a member's reading apps."""

from django.urls import path

from rontal.web.reading_apps import views

urlpatterns = [
    path("akun/aplikasi/", views.reading_apps, name="reading_apps"),
    path("akun/aplikasi/<int:pk>/cabut/", views.revoke, name="reading_apps_revoke"),
]
