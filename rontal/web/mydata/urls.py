"""URLs of a person's own data."""

from django.urls import path

from rontal.web.mydata import objection, views

urlpatterns = [
    path("akun/data/", views.my_data, name="my_data"),
    path("akun/data/riwayat/", views.trail, name="my_data_trail"),
    path("akun/data/temuan/", objection.findings, name="my_findings"),
    path("akun/data/unduh/", views.export, name="my_data_export"),
    path("akun/data/berhenti/", views.leave, name="my_data_leave"),
    path("akun/data/persetujuan/<slug:purpose>/beri/", views.give, name="my_data_give"),
    path("akun/data/persetujuan/<slug:purpose>/cabut/", views.take_back, name="my_data_take_back"),
]
