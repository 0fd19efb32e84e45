"""Tests of the catalogue's pages."""

import re
from typing import Any

import pytest
from django.test import Client

from records.covers import WIDTHS
from rontal.core.actors import Actor
from rontal.lending import services
from tests.support.catalogue.factories import title
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db
VISITOR = Client()


def test_empty_collection_is_explained() -> None:
    assert "Belum ada buku" in text(VISITOR.get("/koleksi/"))


def test_titles_are_listed_with_cover_and_availability() -> None:
    free, lent_out = lendable(title=title("Bebas")), lendable(title=title("Terpinjam"))
    loan(lent_out)
    page = text(VISITOR.get("/koleksi/?urut=nama"))
    assert f"/koleksi/{free.slug}/" in page
    for width in WIDTHS:
        assert f"{free.cover.digest}-{width}.webp {width}w" in page
    assert ("Tersedia" in page, "Sedang dipinjam" in page) == (True, True)
    only_free = text(VISITOR.get("/koleksi/?tersedia=1"))
    assert ("Bebas" in only_free, "Terpinjam" in only_free) == (True, False)


def test_search_gives_results_or_advice() -> None:
    title("Perahu Nelayan")
    assert "Perahu Nelayan" in text(VISITOR.get("/koleksi/?q=perahu"))
    nothing = text(VISITOR.get("/koleksi/?q=gajah"))
    assert "Tidak ada yang cocok" in nothing
    assert 'value="gajah"' in nothing


def test_filters_without_results_are_named_with_a_link_to_remove_them() -> None:
    title("Perahu Nelayan")
    nothing = text(VISITOR.get("/koleksi/?q=perahu&bahasa=fr"))
    assert "Dengan saringan ini tidak ada yang cocok dengan “perahu”" in nothing
    assert 'href="?q=perahu"' in nothing
    assert "Awal kata sudah cukup" not in nothing


@pytest.mark.whole
@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "a" * 5000, "page=-1", "page=0", "page=99999999999", "page=x", "page=%C2%B2",
     "bahasa=';--", "untuk=semua", "tersedia=ya", "q=%FF%FE", "q=<script>", "q=%E2%80%AEx"],
)  # fmt: skip
def test_no_query_breaks_the_page(query: str) -> None:
    title("Satu")
    answer = VISITOR.get(f"/koleksi/?{query}")
    assert answer.status_code == 200
    assert "<script>" not in text(answer).replace("<script src", "")


@pytest.mark.whole
def test_many_titles_are_paged() -> None:
    for number in range(26):
        title(f"Jilid {number:02}", changes=None)
    page = text(VISITOR.get("/koleksi/?q=jilid"))
    assert 'rel="next" href="?q=jilid&amp;page=2"' in page
    assert "Jilid 25" in text(VISITOR.get("/koleksi/?q=jilid&page=2"))
    assert "Jilid 25" in text(VISITOR.get("/koleksi/?q=jilid&page=7"))


@pytest.mark.whole
def test_list_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(12):
        lendable()
    with django_assert_max_num_queries(6):
        VISITOR.get("/koleksi/")
    reader = client_of(borrower())
    with django_assert_max_num_queries(9):
        reader.get("/koleksi/")


def test_a_title_page_costs_at_most_six_queries(django_assert_max_num_queries: Any) -> None:
    book, person = lendable(), borrower()
    loan(book, person)
    reader = client_of(person)
    with django_assert_max_num_queries(6):
        reader.get(f"/koleksi/{book.slug}/")
    with django_assert_max_num_queries(3):
        VISITOR.get(f"/koleksi/{book.slug}/")


def test_visitor_is_asked_to_sign_in_and_returns() -> None:
    book = lendable()
    page = text(VISITOR.get(f"/koleksi/{book.slug}/"))
    assert f"/masuk/?next=/koleksi/{book.slug}/" in page
    answer = VISITOR.post(f"/koleksi/{book.slug}/pinjam/")
    assert answer.headers["Location"].startswith("/masuk/")


def availability_text(book: Any, actor: Actor) -> str:
    return text(client_of(actor).get(f"/koleksi/{book.slug}/"))


def test_title_page_offers_the_possible_actions() -> None:
    book, holder, person = lendable(), borrower(), borrower()
    assert "Pinjam" in availability_text(book, person)
    running = loan(book, holder)
    assert f"/baca/{running.pk}/" in availability_text(book, holder)
    assert "Ikut antrean" in availability_text(book, person)
    hold = services.place_hold(title_id=book.pk, actor=person)
    assert "Anda dalam antrean" in availability_text(book, person)
    services.suspend_hold(hold_id=hold.pk, actor=person)
    assert "Orang lain didahulukan" in availability_text(book, person)
    services.resume_hold(hold_id=hold.pk, actor=person)
    services.return_loan(loan_id=running.pk, actor=holder)
    assert "Disimpan untuk Anda" in availability_text(book, person)
    assert "Sedang dipinjam" in availability_text(book, holder)
    assert "Belum bisa dipinjam" in availability_text(title("Tanpa Lisensi"), person)


def test_open_access_book_is_downloaded_without_signing_in() -> None:
    rights = "<dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>"
    book = title("Bebas Dibaca", metadata=epubs.METADATA + rights)
    page = text(VISITOR.get(f"/koleksi/{book.slug}/"))
    assert "Terbuka untuk semua orang" in page
    address = re.search(r'href="(/opds/berkas/[^"]+\.epub)"', page)
    assert address, page
    answer = VISITOR.get(address.group(1))
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content])[:2] == b"PK"


def test_metadata_of_a_book_is_escaped() -> None:
    evil = epubs.METADATA.format(title="&lt;script&gt;x&lt;/script&gt;") + (
        "<dc:description>&lt;img src=x onerror=y&gt;isi</dc:description>"
        "<dc:subject>&lt;b&gt;</dc:subject>"
    )
    book = title(metadata=evil.replace("{", "").replace("}", ""))
    page = text(VISITOR.get(f"/koleksi/{book.slug}/"))
    assert "<script>x" not in page
    assert "onerror" not in page
    assert "&lt;b&gt;" in page


def test_unknown_title_is_not_found() -> None:
    assert VISITOR.get("/koleksi/tidak-ada/").status_code == 404


def test_covers_are_cached_for_ever_and_only_covers_are_served() -> None:
    cover = title().cover
    answer = VISITOR.get(f"/koleksi/sampul/{cover.digest}-480.webp")
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    for name in ("Content-Security-Policy", "Permissions-Policy", "Vary"):
        assert name not in answer.headers
    for address in (f"{cover.digest}-481", "tidak-ada-200", f"{'a' * 32}-200"):
        missing = VISITOR.get(f"/koleksi/sampul/{address}.webp")
        assert missing.status_code == 404
        assert len(missing.content) < 100
        assert missing.headers["Cache-Control"] == "no-store"


def test_a_book_without_a_cover_gets_a_drawn_one() -> None:
    items = [item.replace(' properties="cover-image"', "") for item in epubs.ITEMS]
    book = title("Tanpa Sampul", items=items)
    assert "<svg" in text(VISITOR.get(f"/koleksi/{book.slug}/"))
