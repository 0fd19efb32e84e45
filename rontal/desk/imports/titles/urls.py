"""URLs of the import and export of titles, all under /meja/impor/."""

from django.urls import path

from rontal.desk.imports.titles import copying, export, views

urlpatterns = [
    path("", views.overview, name="title_imports"),
    path("perpustakaan-lain/", copying.page, name="title_import_other"),
    path("ekspor/", export.page, name="title_export"),
    path("ekspor/<slug:which>.<slug:ending>", export.download, name="title_export_file"),
    path("<int:import_id>/", views.one, name="title_import"),
    path("<int:import_id>/kemajuan/", views.progress, name="title_import_progress"),
    path("<int:import_id>/mulai/", views.begin, name="title_import_begin"),
    path("<int:import_id>/baris/", views.rows, name="title_import_rows"),
    path("<int:import_id>/laporan.csv", views.report, name="title_import_report"),
    *(
        path(f"<int:import_id>/{what}/", views.act, {"what": what}, f"title_import_{what}")
        for what in views.ACTS
    ),
]
