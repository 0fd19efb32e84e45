"""Tests of estimated waiting times, in "my books" and on a title's page."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.lending import services
from rontal.membership.models import Member
from tests.support.lending.factories import LIBRARIAN, borrower, lendable, loan
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db

DAYS = re.compile(r"sekitar (7–)?[78] hari")
WEEKS = re.compile(r"sekitar 2–3 minggu")


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_title_page_shows_members_the_length_of_the_queue():
    book = lendable()
    address = f"/koleksi/{book.slug}/"
    member = borrower()
    assert "sekitar" not in page(client_of(member), address)
    loan(book)
    assert "belum ada yang mengantre" in page(client_of(member), address)
    assert DAYS.search(page(client_of(member), address))
    assert "sekitar" not in page(Client(), address)
    services.place_hold(title_id=book.pk, actor=member)
    assert DAYS.search(page(client_of(member), address))
    assert WEEKS.search(page(client_of(borrower()), address))


def test_shelf_shows_the_wait_of_each_hold_and_the_effect_of_a_miss():
    book, member = lendable(), borrower()
    borrowed = loan(book)
    hold = services.place_hold(title_id=book.pk, actor=member)
    shelf = page(client_of(member), "/rak/")
    assert DAYS.search(shelf)
    services.revoke(loan_id=borrowed.pk, reason="rights", actor=LIBRARIAN)
    hold.refresh_from_db()
    with time_machine.travel(hold.ready_until + timedelta(seconds=1), tick=False):
        services.settle_overdue()
    shelf = page(client_of(member), "/rak/")
    assert "Tempat Anda tidak hilang" in shelf
    assert "Antre lagi" in shelf
    assert "sekitar" not in shelf


def test_ineligible_member_sees_no_place_and_blocks_nobody():
    book, paused, behind = lendable(), borrower(), borrower()
    loan(book)
    for member in (paused, behind):
        services.place_hold(title_id=book.pk, actor=member)
    Member.objects.filter(user_id=paused.id).update(state="expired")
    address = f"/koleksi/{book.slug}/"
    for where in (address, "/rak/"):
        page_text = page(client_of(paused), where)
        assert "tempat Anda disimpan sampai keanggotaan Anda dapat meminjam lagi" in page_text
        assert "rutan ke-" not in page_text
        assert "sekitar" not in page_text
        assert "rutan ke-1" in page(client_of(behind), where)
    assert DAYS.search(page(client_of(behind), address))
