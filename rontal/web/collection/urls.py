"""Addresses of the collection, the shelf and the reader."""

from django.urls import URLPattern, URLResolver, path

from rontal.web.collection import content
from rontal.web.collection.views import (
    browse,
    find,
    history,
    lend,
    marks,
    notes,
    pages,
    read,
    title,
    walk,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("koleksi/", browse.collection, name="collection"),
    path("koleksi/sampul/<slug:digest>-<int:width>.webp", browse.cover, name="cover"),
    path("koleksi/saran.json", browse.suggest, name="suggest"),
    path("koleksi/orang/<int:pk>-<slug:slug>/", walk.agent, name="agent"),
    path("koleksi/subjek/<int:pk>-<slug:slug>/", walk.subject, name="subject"),
    path("koleksi/seri/<int:pk>-<slug:slug>/", walk.series, name="series"),
    path("koleksi/<slug:slug>/", title.show, name="title"),
    path("koleksi/<slug:slug>/serupa/", title.similar, name="similar"),
    path("koleksi/<slug:slug>/pinjam/", lend.borrow, name="borrow"),
    path("koleksi/<slug:slug>/antre/", lend.wait, name="wait"),
    path("rak/", lend.shelf, name="shelf"),
    path("rak/riwayat/", history.history, name="history"),
    path("rak/riwayat/simpan/", history.keep, name="history_keep"),
    path("rak/riwayat/berhenti/", history.stop, name="history_stop"),
    path("rak/riwayat/hapus/", history.erase, name="history_erase"),
    path("rak/<int:loan_id>/perpanjang/", lend.renew, name="renew"),
    path("rak/<int:loan_id>/kembalikan/", lend.give_back, name="give_back"),
    path("rak/antrean/<int:hold_id>/keluar/", lend.leave_queue, name="leave_queue"),
    path("rak/antrean/<int:hold_id>/tunda/", lend.let_others_first, name="let_others_first"),
    path("rak/antrean/<int:hold_id>/lanjut/", lend.wait_again, name="wait_again"),
    path("baca/<int:loan_id>/", read.book, name="read"),
    *content.urlpatterns,
    path("baca/<int:loan_id>/bab/", read.chapters, name="chapters"),
    path("baca/<int:loan_id>/bab/<int:number>/", read.chapter, name="chapter"),
    path("baca/<int:loan_id>/halaman/", pages.book, name="pages"),
    path("baca/<int:loan_id>/halaman/<int:number>/", pages.page, name="page"),
    path(
        "baca/<int:loan_id>/halaman/<str:token>/<int:number>/teks.json",
        pages.words,
        name="page_words",
    ),
    path("baca/<int:loan_id>/tempat/", read.place, name="place"),
    path("baca/<int:loan_id>/tanda/", marks.marks, name="marks"),
    path("baca/<int:loan_id>/cari/", find.in_book, name="find_in_book"),
    path("rak/catatan/", notes.titles, name="notes"),
    path("rak/catatan/<slug:slug>/", notes.of_title, name="notes_of_title"),
    path("rak/catatan/<slug:slug>/hapus/", notes.remove, name="remove_note"),
    path("rak/catatan/<slug:slug>/catatan.<slug:ending>", notes.taken_along, name="notes_file"),
]
