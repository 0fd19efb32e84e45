"""Tests of the loan history page."""

import pytest
from django.test import Client

from rontal.lending import services
from tests.support.lending.factories import borrower, loan
from tests.support.membership.factories import clerk
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return borrower()


@pytest.fixture
def reader(person):
    return client_of(person)


def test_history_is_off_until_the_member_switches_it_on(reader, person):
    borrowed = services.return_loan(loan_id=loan(actor=person).pk, actor=person)
    home = "/rak/riwayat/"
    assert "Riwayat tidak disimpan" in text(reader.get(home))
    assert "Simpan riwayat saya" in text(reader.get(home))
    response = reader.post(f"{home}simpan/", follow=True)
    assert "Jangan simpan riwayat" in text(response)
    assert borrowed.title.title in text(response)
    assert "no-store" in response["Cache-Control"]
    erased = reader.post(f"{home}hapus/", follow=True)
    assert borrowed.title.title not in text(erased)
    assert "Simpan riwayat saya" in text(reader.post(f"{home}berhenti/", follow=True))


def test_history_is_visible_to_its_owner_only(person):
    borrowed = services.return_loan(loan_id=loan(actor=person).pk, actor=person)
    other = client_of(borrower())
    assert borrowed.title.title not in text(other.get("/rak/riwayat/"))
    assert Client().get("/rak/riwayat/").status_code == 302


def test_page_explains_what_is_erased_and_needs_confirmation(reader, person):
    services.return_loan(loan_id=loan(actor=person).pk, actor=person)
    page = text(reader.get("/rak/riwayat/"))
    assert "Apa yang hilang, apa yang tetap ada" in page
    assert "tanda serta catatan Anda" in page
    assert "Anda yakin?" in page
    assert reader.get("/rak/riwayat/hapus/").status_code == 405
    assert "/rak/riwayat/" in text(reader.get("/rak/"))
    assert "/rak/riwayat/" in text(reader.get("/akun/data/"))


def test_staff_without_a_membership_get_an_explanation():
    staff = client_of(clerk())
    answer = staff.post("/rak/riwayat/simpan/", follow=True)
    assert answer.status_code == 200
    assert "Hanya anggota yang" in text(answer)
