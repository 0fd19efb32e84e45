"""URLs of offline use."""

from django.urls import URLPattern, URLResolver, path

from rontal.web.offline.views import books, pages, worker

urlpatterns: list[URLPattern | URLResolver] = [
    path("pekerja.js", worker.worker, name="worker"),
    path("luring.js", worker.worker, name="former_worker"),
    path("luring/menunggu/", pages.waiting, name="waiting"),
    path("luring/<slug:language>/", pages.offline_page, name="offline_page"),
    path("luring/<slug:language>/menunggu/", pages.waiting_in, name="waiting_in"),
    path("luring/<slug:language>/rak/", pages.shelf_in, name="offline_shelf_in"),
    path("rak/tersimpan/", pages.shelf, name="offline_shelf"),
    path("rak/tersimpan/keadaan.json", books.standing, name="offline_standing"),
    path("rak/<int:loan_id>/simpan/", books.keep, name="save_offline"),
    path("rak/<int:loan_id>/simpan/kunci/", books.lease, name="lease"),
    path("rak/<int:loan_id>/simpan/lepas/", books.let_go, name="let_go"),
]
