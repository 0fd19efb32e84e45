"""URLs of the import of members, all under /meja/impor-anggota/."""

from django.urls import path

from rontal.desk.imports.members import views

urlpatterns = [
    path("", views.overview, name="member_imports"),
    path("<int:import_id>/", views.one, name="member_import"),
    path("<int:import_id>/kemajuan/", views.progress, name="member_import_progress"),
    path("<int:import_id>/coba/", views.check, name="member_import_check"),
    path("<int:import_id>/baris/", views.rows, name="member_import_rows"),
    path("<int:import_id>/baris/unduh/", views.download, name="member_import_download"),
    *(
        path(f"<int:import_id>/{what}/", views.act, {"what": what}, f"member_import_{what}")
        for what in views.ACTS
    ),
]
