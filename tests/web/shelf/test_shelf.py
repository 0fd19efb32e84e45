"""Tests of borrowing and the page "my books"."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rontal.catalogue import services as catalogue
from rontal.catalogue.models import Cover
from rontal.core import clock
from rontal.lending import services
from rontal.lending.models import Hold, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import EndReason
from rontal.membership.models import Member
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import LIBRARIAN, borrower, bought, in_days, lendable, loan
from tests.support.membership import factories as membership
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db


def test_empty_shelf_links_to_the_collection() -> None:
    page = text(client_of(borrower()).get("/rak/"))
    assert "kosong" in page
    assert 'href="/koleksi/"' in page


def test_borrowing_reading_and_returning() -> None:
    book, person = lendable(), borrower()
    reader = client_of(person)
    answer = reader.post(f"/koleksi/{book.slug}/pinjam/", follow=True)
    assert "Baca" in text(answer)
    borrowed = Loan.objects.get()
    shelf = text(reader.get("/rak/"))
    assert (book.title in shelf, "hari lagi" in shelf) == (True, True)
    answer = reader.post(f"/rak/{borrowed.pk}/kembalikan/", follow=True)
    assert book.title not in text(answer).split("<main")[1]


def test_book_without_a_cover_has_a_drawn_one_on_the_shelf() -> None:
    book, person = lendable(), borrower()
    loan(book, person)
    Cover.objects.all().delete()
    shelf = client_of(person).get("/rak/")
    assert shelf.status_code == 200
    assert '<span class="cover"><svg' in text(shelf)


def test_second_press_leads_to_the_shelf() -> None:
    book, person = lendable(), borrower()
    loan(book, person)
    answer = client_of(person).post(f"/koleksi/{book.slug}/pinjam/")
    assert answer.headers["Location"] == "/rak/"


def test_refusal_is_shown_on_the_page_of_the_title() -> None:
    book, person = lendable(), borrower()
    loan(book)
    answer = client_of(person).post(f"/koleksi/{book.slug}/pinjam/", follow=True)
    assert "semua eksemplar sedang dipinjam" in text(answer)
    for _ in range(LendingPolicies.current().loans_at_once):
        loan(actor=person)
    answer = client_of(person).post(f"/koleksi/{lendable().slug}/pinjam/", follow=True)
    assert f"Anda sedang meminjam {LendingPolicies.current().loans_at_once} buku" in text(answer)


def test_redirect_after_sign_in_is_a_get_and_borrows_nothing() -> None:
    book = lendable()
    reader = client_of(borrower())
    for action in ("pinjam", "antre"):
        answer = reader.get(f"/koleksi/{book.slug}/{action}/")
        assert answer.headers["Location"] == f"/koleksi/{book.slug}/"
    assert not Loan.objects.exists()


def test_placing_and_cancelling_a_hold() -> None:
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


def test_loans_and_holds_of_others_are_not_found() -> None:
    borrowed = loan()
    book = lendable()
    loan(book)
    hold = services.place_hold(title_id=book.pk, actor=borrower())
    stranger = client_of(borrower())
    assert stranger.post(f"/rak/{borrowed.pk}/kembalikan/").status_code == 404
    for action in ("keluar", "tunda", "lanjut"):
        assert stranger.post(f"/rak/antrean/{hold.pk}/{action}/").status_code == 404
    assert stranger.post("/rak/999999999999999999999/kembalikan/").status_code == 404
    assert stranger.post(f"/rak/{2**63}/kembalikan/").status_code == 404


def test_changes_need_a_post_with_a_token() -> None:
    borrowed, book = loan(), lendable()
    reader = client_of(borrower())
    assert reader.get(f"/rak/{borrowed.pk}/perpanjang/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = reader.cookies
    assert strict.post(f"/koleksi/{book.slug}/pinjam/").status_code == 403


def test_applicant_without_membership_gets_an_explanation() -> None:
    application = membership.activated()
    reader = client_of(membership.applicant(application))
    assert "belum aktif" in text(reader.get("/rak/"))
    answer = reader.post(f"/koleksi/{lendable().slug}/pinjam/", follow=True)
    assert "Hanya anggota" in text(answer)


def test_suspended_member_gets_an_explanation() -> None:
    person = borrower()
    Member.objects.filter(user_id=person.id).update(state="suspended")
    page_text = text(client_of(person).get("/rak/"))
    assert "Keanggotaan Anda sedang dijeda" in page_text
    assert "dapat dibaca sampai waktunya habis" in page_text


def test_shelf_needs_sign_in() -> None:
    assert Client().get("/rak/").headers["Location"].startswith("/masuk/")


def test_returning_shows_first_who_gets_the_copy() -> None:
    person = borrower()
    borrowed, alone = loan(actor=person), loan(actor=person)
    services.place_hold(title_id=borrowed.title_id, actor=borrower())
    reader = client_of(person)
    assert f'href="/rak/{borrowed.pk}/kembalikan/"' in text(reader.get("/rak/"))
    page_text = text(reader.get(f"/rak/{borrowed.pk}/kembalikan/"))
    assert "1 orang menunggunya" in page_text
    assert Loan.objects.get(pk=borrowed.pk).state == "active"
    assert "Saat ini tidak ada yang menunggunya" in text(reader.get(f"/rak/{alone.pk}/kembalikan/"))
    services.return_loan(loan_id=alone.pk, actor=person)
    over = reader.get(f"/rak/{alone.pk}/kembalikan/")
    assert over.headers["Location"] == f"/baca/{alone.pk}/"
    assert client_of(borrower()).get(f"/rak/{borrowed.pk}/kembalikan/").status_code == 404


def test_leaving_a_queue_shows_first_what_is_lost() -> None:
    person, book = borrower(), lendable()
    loan(book)
    hold = services.place_hold(title_id=book.pk, actor=person)
    reader, address = client_of(person), f"/rak/antrean/{hold.pk}/keluar/"
    assert f'href="{address}"' in text(reader.get("/rak/"))
    page_text = text(reader.get(address))
    assert ("urutan 1" in page_text, "Dahulukan orang lain" in page_text) == (True, True)
    assert Hold.objects.get().state == "waiting"
    assert client_of(borrower()).get(address).status_code == 404
    reader.post(address)
    assert Hold.objects.get().state == "cancelled"
    assert reader.get(address).status_code == 404


def test_loan_ended_by_the_library_shows_the_reason_on_the_shelf_and_its_page() -> None:
    person = borrower()
    ended = loan(actor=person)
    services.revoke(loan_id=ended.pk, reason=EndReason.RIGHTS, actor=LIBRARIAN)
    why = "Hak untuk meminjamkan judul ini sudah berakhir."
    shelf = text(client_of(person).get("/rak/"))
    assert (ended.title.title in shelf, why in shelf) == (True, True)
    answer = client_of(person).get(f"/baca/{ended.pk}/")
    assert (answer.status_code, why in text(answer)) == (410, True)
    assert "Pinjam lagi" not in text(answer)
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        assert why not in text(client_of(person).get("/rak/"))


def test_ended_loan_is_offered_again_only_while_it_can_be_borrowed() -> None:
    person = borrower()
    back = services.return_loan(loan_id=loan(actor=person).pk, actor=person)
    page = text(client_of(person).get(f"/baca/{back.pk}/"))
    assert "Pinjam lagi" in page
    assert "disimpan 30 hari" in page
    catalogue.withdraw(title_id=back.title_id, reason="Hak berakhir", actor=librarian())
    assert "Pinjam lagi" not in text(client_of(person).get(f"/baca/{back.pk}/"))


def test_hold_that_ended_with_its_title_is_shown_on_the_shelf() -> None:
    book, person = lendable(), borrower()
    loan(book)
    services.place_hold(title_id=book.pk, actor=person)
    catalogue.withdraw(title_id=book.pk, reason="Hak berakhir", actor=librarian())
    services.end_queue(title_id=book.pk)
    shelf = text(client_of(person).get("/rak/"))
    assert f"“{book.title}” tidak ada lagi dalam koleksi" in shelf


def test_hold_on_an_unlendable_title_shows_that_instead_of_a_place() -> None:
    licence, person = bought("by_time", ends_at=in_days(5)), borrower()
    loan(licence.title)
    services.place_hold(title_id=licence.title_id, actor=person)
    with time_machine.travel(clock.now() + timedelta(days=6), tick=False):
        services.settle_overdue()
        services.notify_stranded()
        for page in ("/rak/", f"/koleksi/{licence.title.slug}/"):
            page_text = text(client_of(person).get(page))
            assert "Sementara tanpa eksemplar" in page_text
            assert "urutan 1" not in page_text.lower()


@pytest.mark.whole
def test_shelf_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    person = borrower()
    for _ in range(3):
        loan(actor=person)
    reader = client_of(person)
    with django_assert_max_num_queries(10):
        reader.get("/rak/")
    for _ in range(4):
        book = lendable()
        loan(book)
        services.place_hold(title_id=book.pk, actor=person)
    with django_assert_max_num_queries(15):
        reader.get("/rak/")
