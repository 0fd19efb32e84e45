"""Tests of choices when borrowing: length, renewal, device."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.core import clock
from rontal.lending.models import Loan
from rontal.standard.selectors import library
from tests.support.lending.factories import borrower, bought, lendable, loan
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db
NETWORK = ("203.0.113.0/24",)
HERE = {"REMOTE_ADDR": "203.0.113.20"}


@pytest.fixture
def person():
    return borrower()


@pytest.fixture
def reader(person):
    return client_of(person)


def days_of(borrowed):
    zone = library().tz
    return (borrowed.due_at.astimezone(zone).date() - clock.now().astimezone(zone).date()).days


def test_length_is_an_unobtrusive_choice_beside_the_button(reader):
    book = lendable()
    page = text(reader.get(f"/koleksi/{book.slug}/"))
    assert page.count('name="hari"') == 1
    assert '<option value="7" selected>selama 7 hari</option>' in page
    reader.post(f"/koleksi/{book.slug}/pinjam/", {"hari": "14"})
    assert days_of(Loan.objects.get()) == 14


@pytest.mark.parametrize(
    ("longest", "shown"),
    [
        (30, ["3", "7", "14"]),
        (10, ["3", "7", "10"]),
        (7, ["3", "7"]),
        (2, []),
    ],
)
def test_offered_days_are_limited_by_the_licence(reader, longest, shown):
    book = bought("one_copy_one_reader", longest_days=longest).title
    address = f"/koleksi/{book.slug}/"
    page = text(reader.get(address))
    assert re.findall(r"<option[^>]*>selama (\d+) hari</option>", page) == shown
    assert ("selama 2 hari" in page) == (longest == 2)
    lendable(title=book)
    assert "selama 14 hari" in text(reader.get(address))


@pytest.mark.whole
@pytest.mark.parametrize("chosen", ["9", "-1", "²", "99999999", "tujuh"])
def test_length_that_is_not_offered_is_refused_with_an_explanation(reader, chosen):
    book = lendable()
    answer = reader.post(f"/koleksi/{book.slug}/pinjam/", {"hari": chosen}, follow=True)
    assert "paling lama 14 hari" in text(answer)
    assert not Loan.objects.exists()


def test_a_loan_near_its_end_is_renewed_from_the_shelf(reader, person):
    borrowed = loan(actor=person)
    address = f"/rak/{borrowed.pk}/perpanjang/"
    assert address not in text(reader.get("/rak/"))
    with time_machine.travel(borrowed.due_at - timedelta(days=1), tick=False):
        reader = client_of(person)
        assert address in text(reader.get("/rak/"))
        assert "membaca terus" in text(reader.post(address, follow=True))
        assert days_of(Loan.objects.get()) == 7
        assert address not in text(reader.get("/rak/"))
        assert "3 hari terakhir" in text(reader.post(address, follow=True))


def test_in_library_book_is_borrowed_and_opened_there_only(reader, settings):
    settings.LIBRARY = replace(settings.LIBRARY, networks=NETWORK)
    book = bought("in_library").title
    page = f"/koleksi/{book.slug}/"
    assert "Dibaca di perpustakaan" in text(Client().get(page))
    assert "pinjam/" not in text(reader.get(page))
    assert "Bisa dibaca di sini" in text(reader.get(page, **HERE))
    refused = reader.post(f"{page}pinjam/", follow=True)
    assert "saat Anda berada di sana" in text(refused)
    reader.post(f"{page}pinjam/", **HERE)
    borrowed = Loan.objects.get()
    assert reader.get(f"/baca/{borrowed.pk}/", **HERE).status_code == 200
    away = reader.get(f"/baca/{borrowed.pk}/")
    assert away.status_code == 409
    assert "hanya dapat dibaca di perpustakaan" in text(away)
    assert "Dibaca di perpustakaan" in text(reader.get("/rak/"))


def test_forged_address_is_not_in_the_library(reader, settings):
    settings.LIBRARY = replace(settings.LIBRARY, networks=NETWORK)
    book = bought("in_library").title
    invented = {"HTTP_X_FORWARDED_FOR": "203.0.113.20", "REMOTE_ADDR": "198.51.100.7"}
    reader.post(f"/koleksi/{book.slug}/pinjam/", **invented)
    assert not Loan.objects.exists()
    settings.TRUSTED_PROXIES = ["198.51.100.0/24"]
    reader.post(f"/koleksi/{book.slug}/pinjam/", **invented)
    assert Loan.objects.get().in_library
