"""Tests of `/` for members: current books, due times, offline books, and shelves with reasons."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from lxml import html

from rontal.accounts.models import User
from rontal.catalogue.services.picks import pick
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending import services
from rontal.lending.member_overview import overview_of
from rontal.lending.models import Loan
from rontal.lending.states import HoldState
from rontal.membership.models import Member
from rontal.reading.services import store_position
from rontal.standard.selectors import library
from tests.support.catalogue.factories import title
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
CFI = "epubcfi(/6/4!/4/2/1:0)"


def page_of(actor: Actor) -> html.HtmlElement:
    answer = client_of(actor).get("/")
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode()).xpath("//main")[0]


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(main: html.HtmlElement, name: str) -> str:
    """The words of a section, "" where it is not there."""
    return " ".join(text_of(one) for one in main.xpath(f"//section[@aria-labelledby='{name}']"))


def read_to(borrowed: Loan, actor: Actor, fraction: float) -> None:
    store_position(loan_id=borrowed.pk, cfi=CFI, fraction=fraction, actor=actor)


def waiting_for(actor: Actor, name: str) -> Loan:
    """Places a hold of the actor on a title that somebody else has on loan; returns that loan."""
    borrowed = loan(lendable(title=title(name)))
    services.place_hold(title_id=borrowed.title_id, actor=actor)
    return borrowed


def ready_hold_of(actor: Actor, name: str) -> None:
    """Reserves a copy of a title for the actor."""
    borrowed = waiting_for(actor, name)
    reader = Member.objects.get(pk=borrowed.reader_id)
    services.return_loan(loan_id=borrowed.pk, actor=Actor.person(reader.user_id))


@pytest.fixture
def later() -> Iterator[Any]:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def test_book_read_last_is_one_tap_away_at_its_place(later: Any) -> None:
    reader = borrower()
    first = loan(lendable(title=title("Air yang Tenang")), reader)
    second = loan(lendable(title=title("Daun Lontar")), reader)
    read_to(second, reader, 0.9)
    later.shift(timedelta(hours=1))
    read_to(first, reader, 0.42)
    main = page_of(reader)
    now = section(main, "reading")
    assert "Lanjutkan membaca" in now
    assert "Air yang Tenang" in now
    assert "42%" in now
    assert main.xpath(
        "//section[@aria-labelledby='reading']//a[contains(@class, 'button')]/@href"
    ) == [f"/baca/{first.pk}/"]
    assert "Daun Lontar" in section(main, "loans")
    assert "Air yang Tenang" not in section(main, "loans")


def test_book_read_last_shows_its_cover_as_a_link() -> None:
    reader = borrower()
    plain = loan(lendable(title=title("Polos", items=epubs.ITEMS[:-1])), reader)
    pictured = loan(lendable(title=title("Bergambar")), reader)
    for borrowed, pictures in ((plain, 0), (pictured, 1)):
        read_to(borrowed, reader, 0.42)
        [link] = page_of(reader).xpath("//section[@aria-labelledby='reading']//a[@aria-hidden]")
        assert link.get("href") == f"/baca/{borrowed.pk}/"
        sources = link.xpath(".//img/@src")
        assert (len(sources), len(link.xpath(".//svg"))) == (pictures, 1 - pictures)
        for address in sources:
            assert client_of(reader).get(address).headers["Content-Type"] == "image/webp"


def test_unopened_book_is_offered_from_the_beginning() -> None:
    reader = borrower()
    loan(actor=reader)
    now = section(page_of(reader), "reading")
    assert "Mulai membaca" in now
    assert "%" not in now


def test_other_loans_are_listed_by_due_time_and_renewed_in_place(later: Any) -> None:
    reader = borrower()
    longer = loan(lendable(title=title("Nanti Dulu")), reader)
    later.shift(timedelta(hours=1))
    ends = loan(lendable(title=title("Sebentar Lagi")), reader)
    read_now = loan(lendable(title=title("Sedang Dibaca")), reader)
    Loan.objects.filter(pk=ends.pk).update(due_at=clock.now() + timedelta(days=1))
    read_to(read_now, reader, 0.2)
    loans = section(page_of(reader), "loans")
    assert loans.index("Sebentar Lagi") < loans.index("Nanti Dulu")
    assert loans.count("Segera berakhir") == loans.count("Perpanjang") == 1
    client = client_of(reader)
    answer = client.post(f"/rak/{ends.pk}/perpanjang/", {"dari": "beranda"})
    assert answer.headers["Location"] == "/"
    assert "Segera berakhir" not in client.get("/").content.decode()
    answer = client.post(f"/rak/{longer.pk}/perpanjang/")
    assert answer.headers["Location"] == "/rak/"


def test_loan_with_a_queue_is_not_offered_for_renewal() -> None:
    reader = borrower()
    ends = loan(lendable(title=title("Ditunggu")), reader)
    Loan.objects.filter(pk=ends.pk).update(due_at=clock.now() + timedelta(days=1))
    assert "Perpanjang" in section(page_of(reader), "reading")
    services.place_hold(title_id=ends.title_id, actor=borrower())
    assert "Perpanjang" not in section(page_of(reader), "reading")


def test_ready_hold_is_borrowed_in_one_press_until_its_last_day() -> None:
    reader = borrower()
    ready_hold_of(reader, "Pintu Terbuka")
    waiting_for(reader, "Masih Jauh")
    main = page_of(reader)
    ready = section(main, "ready")
    assert "Pintu Terbuka" in ready
    [until] = main.xpath("//section[@aria-labelledby='ready']//time/@datetime")
    [hold] = [one.hold for one in overview_of(reader).holds if one.hold.state == HoldState.READY]
    assert hold.ready_until is not None
    assert until == hold.ready_until.astimezone(library().tz).isoformat(timespec="minutes")
    assert "Masih Jauh" not in ready
    assert "1 buku masih Anda antrekan" in text_of(main)
    [action] = main.xpath("//section[@aria-labelledby='ready']//form/@action")
    answer = client_of(reader).post(action, follow=True)
    assert "Selamat membaca" in answer.content.decode()
    assert Loan.objects.filter(title__title="Pintu Terbuka", state="active").exists()


def test_recommended_books_are_shown_with_the_reason() -> None:
    reader = borrower()
    listed, lent = (
        lendable(title=title("Ingin Sekali")),
        loan(lendable(title=title("Dipinjam Dulu"))),
    )
    for one in (listed.pk, lent.title_id):
        services.add_to_list(title_id=one, actor=reader)
    staff = librarian()
    pick(title_id=listed.pk, note="", since=clock.now().date(), until=None, actor=staff)
    main = page_of(reader)
    assert "Buku di daftar Anda yang sekarang dapat dipinjam" in section(main, "shelf-listed")
    assert "Ingin Sekali" in section(main, "shelf-listed")
    assert "Dipinjam Dulu" not in section(main, "shelf-listed"), "no copy is free"
    assert "Dipilih pustakawan" in section(main, "shelf-picked")
    assert "terakhir masuk" in section(main, "shelf-new")
    assert "Dari daftar Anda" not in text_of(page_of(borrower())), "lists are their members' own"


def test_new_member_has_one_clear_action_and_books_to_choose_from() -> None:
    lendable(title=title("Buku Pertama"))
    main = page_of(borrower())
    assert "Belum ada buku yang dipinjam" in text_of(main)
    actions = main.xpath(".//a[contains(@class, 'button')]/@href")
    assert actions == ["/koleksi/"]
    assert "Buku Pertama" in section(main, "shelf-new")


def test_search_my_list_marks_and_history_are_linked() -> None:
    main = page_of(borrower())
    assert main.xpath(".//form[@role='search']/@action") == ["/koleksi/"]
    ways = main.xpath(".//nav[contains(@class, 'home-ways')]//a/@href")
    assert ways == ["/rak/ingin/", "/rak/catatan/", "/rak/riwayat/"]


def test_suspended_membership_is_shown_first() -> None:
    reader = borrower()
    Member.objects.filter(user_id=reader.id).update(state="suspended")
    assert "Keanggotaan Anda sedang dijeda" in text_of(page_of(reader))


@pytest.mark.whole
def test_home_page_costs_at_most_twelve_queries(django_assert_max_num_queries: Any) -> None:
    reader = borrower()
    for number in range(3):
        borrowed = loan(lendable(title=title(f"Pinjaman {number}")), reader)
        read_to(borrowed, reader, 0.1 * (number + 1))
        Loan.objects.filter(pk=borrowed.pk).update(due_at=clock.now() + timedelta(days=1))
    ready_hold_of(reader, "Antrean siap")
    for number in range(2):
        waiting_for(reader, f"Antrean {number}")
    services.add_to_list(title_id=lendable().pk, actor=reader)
    client = client_of(reader)
    client.get("/")
    with django_assert_max_num_queries(12):
        shown = client.get("/").content.decode()
    for words in ("Pinjaman 0", "Pinjaman 2", "Antrean siap", "2 buku masih Anda antrekan"):
        assert words in shown


def test_first_password_is_changed_before_the_home_page_opens() -> None:
    reader = borrower()
    User.objects.filter(pk=reader.id).update(first_password_until=clock.now() + timedelta(days=3))
    assert client_of(reader).get("/").headers["Location"] == "/sandi/ganti/?next=/"
