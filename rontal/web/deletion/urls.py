"""URLs for deleting an account."""

from django.urls import path

from rontal.web.deletion import views

urlpatterns = [
    path("akun/hapus/", views.ask, name="deletion"),
    path("akun/hapus/terkirim/", views.asked, name="deletion_asked"),
    path("akun/hapus/<str:token>/", views.confirm, name="deletion_confirm"),
]
