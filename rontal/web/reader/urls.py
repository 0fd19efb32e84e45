"""URLs of the reader."""

from django.urls import URLPattern, URLResolver, path

from rontal.web.reader.views import (
    content,
    find,
    marks,
    open_pages,
    open_texts,
    other_device,
    pages,
    read,
    samples,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "koleksi/halaman/<int:file_id>/<int:number>/<int:width>.webp",
        open_pages.picture,
        name="open_picture",
    ),
    path("koleksi/isi/<int:file_id>/<path:path>", open_texts.resource, name="open_resource"),
    path(
        "koleksi/cuplikan/halaman/<int:file_id>/<int:number>/<int:width>.webp",
        samples.picture,
        name="sample_picture",
    ),
    path(
        "koleksi/cuplikan/<int:file_id>/~akhir/<slug:language>.xhtml",
        samples.end,
        name="sample_end",
    ),
    path("koleksi/cuplikan/<int:file_id>/<path:path>", samples.resource, name="sample_resource"),
    path("koleksi/<slug:slug>/halaman/", open_pages.book, name="open_pages"),
    path("koleksi/<slug:slug>/halaman/<int:number>/", open_pages.page, name="open_page"),
    path("koleksi/<slug:slug>/cuplikan/", samples.book, name="sample"),
    path("koleksi/<slug:slug>/cuplikan/bab/", samples.chapters, name="sample_chapters"),
    path("koleksi/<slug:slug>/cuplikan/bab/<int:number>/", samples.chapter, name="sample_chapter"),
    path("koleksi/<slug:slug>/cuplikan/halaman/<int:number>/", samples.page, name="sample_page"),
    path("koleksi/<slug:slug>/baca/", open_texts.book, name="open_book"),
    path("koleksi/<slug:slug>/baca/bab/", open_texts.chapters, name="open_chapters"),
    path("koleksi/<slug:slug>/baca/bab/<int:number>/", open_texts.chapter, name="open_chapter"),
    path("koleksi/<slug:slug>/baca/cari/", find.in_open_book, name="find_in_open_book"),
    path("baca/<int:loan_id>/", read.book, name="read"),
    path("baca/<int:loan_id>/isi/<str:token>/<path:path>", content.resource, name="resource"),
    path(
        "baca/<int:loan_id>/halaman/<str:token>/<int:number>/<int:width>.webp",
        content.picture,
        name="page_picture",
    ),
    path(
        "baca/<int:loan_id>/halaman/<str:token>/<int:number>/<int:width>/<int:column>-<int:row>.webp",
        content.tile,
        name="page_tile",
    ),
    path("baca/<int:loan_id>/bab/", read.chapters, name="chapters"),
    path("baca/<int:loan_id>/bab/<int:number>/", read.chapter, name="chapter"),
    path("baca/<int:loan_id>/halaman/", pages.book, name="pages"),
    path("baca/<int:loan_id>/halaman/cari/", find.in_pages, name="find_in_pages"),
    path("baca/<int:loan_id>/halaman/<int:number>/", pages.page, name="page"),
    path(
        "baca/<int:loan_id>/halaman/<str:token>/<int:number>/teks.json",
        pages.words,
        name="page_words",
    ),
    path("baca/<int:loan_id>/tempat/", read.place, name="place"),
    path("baca/<int:loan_id>/di-sini/", other_device.here, name="read_here"),
    path("baca/<int:loan_id>/salin/", read.copy, name="copy_words"),
    path("baca/<int:loan_id>/tanda/", marks.marks, name="marks"),
    path("baca/<int:loan_id>/cari/", find.in_book, name="find_in_book"),
]
