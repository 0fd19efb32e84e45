"""URLs under /meja/data-pribadi/."""

from django.urls import URLPattern, path

from rontal.desk.privacy import views

urlpatterns: list[URLPattern] = [
    path("", views.register_page, name="processing"),
    path("daftar.pdf", views.register_pdf, name="processing_pdf"),
    path("daftar.json", views.register_json, name="processing_json"),
    path("penilaian/", views.assessment_page, name="assessment"),
    path("penilaian/penilaian.pdf", views.assessment_pdf, name="assessment_pdf"),
]
