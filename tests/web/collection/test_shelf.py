"""Borrowing and the shelf, as pages."""

from typing import Any

import pytest
from django.test import Client

from rontal.lending import services
from rontal.lending.models import Hold, Loan
from rontal.membership.models import Member
from rontal.standard.selectors import library
from tests.lending.factories import borrower, lendable, loan
from tests.membership import factories as membership
from tests.web.collection.visitors import client_of

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_empty_shelf_shows_the_way_to_the_collection() -> None:
    page = text(client_of(borrower()).get("/rak/"))
    assert "kosong" in page
    assert 'href="/koleksi/"' in page


def test_borrowing_reading_and_giving_back() -> None:
    book, person = lendable(), borrower()
    reader = client_of(person)
    answer = reader.post(f"/koleksi/{book.slug}/pinjam/", follow=True)
    assert "Baca" in text(answer)
    found = Loan.objects.get()
    shelf = text(reader.get("/rak/"))
    assert (book.title in shelf, "hari lagi" in shelf) == (True, True)
    answer = reader.post(f"/rak/{found.pk}/kembalikan/", follow=True)
    assert book.title not in text(answer).split("<main")[1]


def test_a_second_press_leads_to_the_shelf() -> None:
    book, person = lendable(), borrower()
    loan(book, person)
    answer = client_of(person).post(f"/koleksi/{book.slug}/pinjam/")
    assert answer.headers["Location"] == "/rak/"


def test_a_refusal_is_said_on_the_page_of_the_title() -> None:
    book, person = lendable(), borrower()
    loan(book)
    answer = client_of(person).post(f"/koleksi/{book.slug}/pinjam/", follow=True)
    assert "semua eksemplar sedang dipinjam" in text(answer)
    for _ in range(library().policies.loans_at_once):
        loan(actor=person)
    answer = client_of(person).post(f"/koleksi/{lendable().slug}/pinjam/", follow=True)
    assert f"Anda sedang meminjam {library().policies.loans_at_once} buku" in text(answer)


def test_after_signing_in_a_browser_comes_by_get_and_borrows_nothing() -> None:
    book = lendable()
    reader = client_of(borrower())
    for action in ("pinjam", "antre"):
        answer = reader.get(f"/koleksi/{book.slug}/{action}/")
        assert answer.headers["Location"] == f"/koleksi/{book.slug}/"
    assert not Loan.objects.exists()


def test_waiting_and_leaving() -> None:
    book, person = lendable(), borrower()
    loan(book)
    reader = client_of(person)
    assert "Anda masuk antrean" in text(reader.post(f"/koleksi/{book.slug}/antre/", follow=True))
    hold = Hold.objects.get()
    assert "Urutan ke-1" in text(reader.get("/rak/"))
    for action, state in (("tunda", "suspended"), ("lanjut", "waiting"), ("keluar", "cancelled")):
        assert reader.post(f"/rak/antrean/{hold.pk}/{action}/").status_code == 302
        hold.refresh_from_db()
        assert hold.state == state
    again = reader.post(f"/rak/antrean/{hold.pk}/tunda/", follow=True)
    assert again.status_code == 200


def test_what_belongs_to_others_is_not_there() -> None:
    found = loan()
    book = lendable()
    loan(book)
    hold = services.place_hold(title_id=book.pk, actor=borrower())
    stranger = client_of(borrower())
    assert stranger.post(f"/rak/{found.pk}/kembalikan/").status_code == 404
    for action in ("keluar", "tunda", "lanjut"):
        assert stranger.post(f"/rak/antrean/{hold.pk}/{action}/").status_code == 404
    assert stranger.post("/rak/999999999999999999999/kembalikan/").status_code == 404
    assert stranger.post(f"/rak/{2**63}/kembalikan/").status_code == 404


def test_changing_needs_a_post_with_a_token() -> None:
    found, book = loan(), lendable()
    reader = client_of(borrower())
    assert reader.get(f"/rak/{found.pk}/kembalikan/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = reader.cookies
    assert strict.post(f"/koleksi/{book.slug}/pinjam/").status_code == 403


def test_who_is_not_a_member_yet_is_told_so() -> None:
    application = membership.activated()
    reader = client_of(membership.applicant(application))
    assert "belum aktif" in text(reader.get("/rak/"))
    answer = reader.post(f"/koleksi/{lendable().slug}/pinjam/", follow=True)
    assert "Hanya anggota" in text(answer)


def test_a_suspended_member_is_told_so() -> None:
    person = borrower()
    Member.objects.filter(user_id=person.id).update(state="suspended")
    said = text(client_of(person).get("/rak/"))
    assert "Keanggotaan Anda sedang dijeda" in said
    assert "dapat dibaca sampai waktunya habis" in said


def test_the_shelf_is_for_people_who_are_signed_in() -> None:
    assert Client().get("/rak/").headers["Location"].startswith("/masuk/")


def test_the_shelf_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    person = borrower()
    for _ in range(3):
        loan(actor=person)
    for _ in range(4):
        book = lendable()
        loan(book)
        services.place_hold(title_id=book.pk, actor=person)
    reader = client_of(person)
    with django_assert_max_num_queries(13):
        reader.get("/rak/")
