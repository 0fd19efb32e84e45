"""URLs of my books."""

from django.urls import URLPattern, URLResolver, path

from rontal.web.shelf.views import history, lend, my_list, notes

urlpatterns: list[URLPattern | URLResolver] = [
    path("koleksi/<slug:slug>/pinjam/", lend.borrow, name="borrow"),
    path("koleksi/<slug:slug>/antre/", lend.wait, name="wait"),
    path("koleksi/<slug:slug>/ingin/", my_list.put_on_list, name="put_on_list"),
    path("koleksi/<slug:slug>/ingin/lepas/", my_list.take_off_list, name="take_off_list"),
    path("rak/", lend.shelf, name="shelf"),
    path("rak/ingin/", my_list.my_list, name="my_list"),
    path("rak/riwayat/", history.history, name="history"),
    path("rak/riwayat/simpan/", history.keep, name="history_keep"),
    path("rak/riwayat/berhenti/", history.stop, name="history_stop"),
    path("rak/riwayat/hapus/", history.erase, name="history_erase"),
    path("rak/<int:loan_id>/perpanjang/", lend.renew, name="renew"),
    path("rak/<int:loan_id>/kembalikan/", lend.give_back, name="give_back"),
    path("rak/antrean/<int:hold_id>/keluar/", lend.leave_queue, name="leave_queue"),
    path("rak/antrean/<int:hold_id>/tunda/", lend.suspend_hold, name="suspend_hold"),
    path("rak/antrean/<int:hold_id>/lanjut/", lend.resume_hold, name="resume_hold"),
    path("rak/catatan/", notes.titles, name="notes"),
    path("rak/catatan/<slug:slug>/", notes.of_title, name="notes_of_title"),
    path("rak/catatan/<slug:slug>/hapus/", notes.remove, name="remove_note"),
    path("rak/catatan/<slug:slug>/pulihkan/", notes.restore, name="restore_note"),
    path("rak/catatan/<slug:slug>/catatan.<slug:ending>", notes.taken_along, name="notes_file"),
]
