"""URLs of the import of members, all under /meja/impor-anggota/."""

from django.urls import path

from rontal.desk.views import member_import

urlpatterns = [
    path("", member_import.overview, name="member_imports"),
    path("<int:import_id>/", member_import.one, name="member_import"),
    path("<int:import_id>/kemajuan/", member_import.progress, name="member_import_progress"),
    path("<int:import_id>/coba/", member_import.check, name="member_import_check"),
    path("<int:import_id>/baris/", member_import.rows, name="member_import_rows"),
    path("<int:import_id>/baris/unduh/", member_import.download, name="member_import_download"),
    *(
        path(f"<int:import_id>/{what}/", member_import.act, {"what": what}, f"member_import_{what}")
        for what in member_import.ACTS
    ),
]
