"""URLs of the published standard."""

from django.urls import path

from rontal.web.standard import views

urlpatterns = [
    path("standar-pelayanan/", views.by_month, name="service_standard"),
    path("standar-pelayanan/minggu/", views.by_week, name="service_standard_weeks"),
    path("standar-pelayanan/standar.pdf", views.current_pdf, name="service_standard_pdf"),
    path("standar-pelayanan/angka.json", views.angka, name="service_standard_figures"),
    path("standar-pelayanan/sippn.json", views.sippn_json, name="service_standard_sippn"),
    path("standar-pelayanan/sippn.csv", views.sippn_csv, name="service_standard_sippn_csv"),
    path("standar-pelayanan/rancangan/", views.preview, name="service_standard_preview"),
    path(
        "standar-pelayanan/versi/<int:number>/",
        views.version,
        name="service_standard_version",
    ),
    path(
        "standar-pelayanan/versi/<int:number>/standar.pdf",
        views.version_pdf,
        name="service_standard_version_pdf",
    ),
]
