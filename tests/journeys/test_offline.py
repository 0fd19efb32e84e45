"""Tests of reading without network: a book is stored for its loan, read, marked and deleted."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rontal.core import clock
from rontal.core.errors import TooMany
from rontal.lending.models import Loan
from rontal.reading import services
from rontal.reading.models import Lease, Mark, Position
from rontal.reading.resources import resource_of
from rontal.web.reader.views import content
from tests.support.journeys.offline import (
    chapter,
    gone,
    highlight,
    store_offline,
    stored_counts,
    without_network,
)
from tests.support.journeys.page_reader import is_drawn, opened
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.worker import service_workers
from tests.support.reading.pages import files
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]


@pytest.fixture
def address(page: Page, live_server: Any) -> str:
    """The reader's address of a borrowed book that is open."""
    loan_address = open_book(page, live_server, epubs.book())
    frame_of(page)
    return loan_address


@pytest.mark.core(seconds=9)
def test_offline_book_is_read_and_marked_without_network_and_marks_are_sent_once(
    page: Page, address: str
) -> None:
    store_offline(page, address)
    frame = without_network(page, address)
    expect(page.get_by_text("Tidak ada jaringan. Yang Anda tandai")).to_be_visible()
    expect(frame.locator("h1")).to_have_text("Bab satu")
    highlight(page, "Dibaca di perahu")
    chapter(page, "Bab dua")
    expect(frame_of(page).locator("h1")).to_have_text("Bab dua")
    page.get_by_role("button", name="Penanda").click()
    page.wait_for_timeout(2500)
    assert not Mark.objects.exists()
    page.reload()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.get_by_role("button", name="Tanda dan catatan").click()
    expect(page.get_by_role("dialog").get_by_text("Dibaca di perahu")).to_be_visible()
    with page.expect_response(lambda answer: "/tanda/" in answer.url and answer.status == 204):
        page.context.set_offline(False)
    page.wait_for_timeout(1000)
    page.goto(address)
    frame_of(page)
    assert sorted(mark.kind for mark in Mark.objects.all()) == ["bookmark", "highlight"]
    words = Mark.objects.get(kind="highlight").words
    assert words.reveal()["note"] == "Dibaca di perahu"
    assert Position.objects.get().fraction > 0.3


def busy(**_arguments: Any) -> None:
    """A library that has too much to do."""
    raise TooMany(seconds=1)


def test_marks_are_sent_although_the_book_is_not_opened_again(
    page: Page, address: str, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_offline(page, address)
    without_network(page, address)
    # What a page sends as it is left passes the browser's pretence of having no network.
    for name in ("store_marks", "store_position"):
        monkeypatch.setattr(services, name, busy)
    page.get_by_role("button", name="Penanda").click()
    chapter(page, "Bab dua")
    page.wait_for_timeout(500)
    page.goto(f"{live_server.url}/rak/tersimpan/")
    page.context.set_offline(False)
    loan = Loan.objects.get()
    ended = clock.now() + timedelta(seconds=1)
    Loan.objects.filter(pk=loan.pk).update(due_at=ended)
    page.wait_for_timeout(1500)
    monkeypatch.undo()
    page.goto(f"{live_server.url}/rak/")
    waits = "Object.keys(localStorage).filter((key) => key.includes(':'))"
    for _ in range(40):
        if page.evaluate(waits) == []:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(waits) == []
    assert Mark.objects.get().kind == "bookmark"
    assert Position.objects.get().fraction > 0.3


def test_the_key_does_not_leave_the_browser(page: Page, address: str) -> None:
    store_offline(page, address)
    took = page.evaluate("""async () => {
      const asked = indexedDB.open("rontal-kept", 1);
      await new Promise((resolve) => (asked.onsuccess = resolve));
      const store = asked.result.transaction("books").objectStore("books").getAll();
      await new Promise((resolve) => (store.onsuccess = resolve));
      asked.result.close();
      const [{ key }] = store.result;
      const ways = ["raw", "jwk"].map((way) => crypto.subtle.exportKey(way, key));
      const tried = await Promise.allSettled(ways);
      return [key instanceof CryptoKey, key.extractable, ...tried.map((one) => one.reason.name)];
    }""")
    assert took == [True, False, "InvalidAccessError", "InvalidAccessError"]


def test_stored_book_is_encrypted_in_the_browser(page: Page, address: str) -> None:
    store_offline(page, address)
    lies = page.evaluate("""async () => {
      const asked = indexedDB.open("rontal-kept", 1);
      await new Promise((resolve) => (asked.onsuccess = resolve));
      const stores = [...asked.result.objectStoreNames];
      const change = asked.result.transaction(stores);
      const text = (value) => new TextDecoder("latin1").decode(value);
      const rows = await Promise.all(stores.map((name) => new Promise((resolve) => {
        const all = change.objectStore(name).getAll();
        all.onsuccess = () => resolve(all.result);
      })));
      asked.result.close();
      const cached = await Promise.all((await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map((one) => one.url)));
      const seen = rows.flat().map((row) => JSON.stringify(row, (_name, value) =>
        value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? text(value) : value));
      return [seen.join(""), cached.flat().join(" ")];
    }""")
    assert len(lies[0]) > 10_000
    for words in ("Bab satu", "bab1", "isi/", "Laskar", "html"):
        assert words not in lies[0], f"{words} lies open"
    assert "/baca/" not in lies[1]


def test_loan_that_ends_without_network_is_locked_and_deleted(
    page: Page, address: str, live_server: Any
) -> None:
    store_offline(page, address)
    Loan.objects.update(due_at=clock.now() + timedelta(seconds=15))
    page.goto(f"{live_server.url}/rak/tersimpan/")
    expect(page.locator("[data-left]")).to_contain_text("sampai")
    without_network(page, address)
    remaining = Loan.objects.get().due_at - clock.now()
    page.wait_for_timeout(max(0, remaining.total_seconds()) * 1000 + 500)
    expect(page.get_by_text("Buku sudah kembali sendiri")).to_be_visible()
    gone(page)
    page.goto(address)
    expect(page.get_by_role("heading", name="Tersimpan di perangkat ini")).to_be_visible()
    expect(page.get_by_text("Tidak ada jaringan", exact=True)).to_be_visible()


def test_shelf_shows_the_time_if_a_loan_ends_before_night(
    page: Page, address: str, live_server: Any
) -> None:
    store_offline(page, address)
    tomorrow = timezone.localtime(clock.now()) + timedelta(days=1)
    for hour, expected in ((9, "sampai besok pukul 09.59"), (23, "sampai besok malam")):
        Loan.objects.update(due_at=tomorrow.replace(hour=hour, minute=59, second=0))
        page.goto(f"{live_server.url}/rak/tersimpan/")
        expect(page.locator("[data-left]")).to_have_text(expected)


def test_clock_turned_back_locks_books_until_the_next_contact(page: Page, address: str) -> None:
    store_offline(page, address)
    page.context.set_offline(True)
    back = "const real = Date.now; Date.now = () => real() - {days} * 86400000"
    for worker in page.context.service_workers:
        worker.evaluate(f"() => {{ {back.replace('{days}', '2')} }}")
    page.goto(address)
    expect(page.get_by_text("Jam perangkat ini dimundurkan")).to_be_visible()
    assert stored_counts(page)[0] == 1, "a wrong clock is no reason to lose the book"
    page.context.set_offline(False)
    page.goto(address)
    frame_of(page)


@pytest.mark.core(seconds=5)
def test_returned_book_is_deleted_from_the_device(
    page: Page, address: str, live_server: Any
) -> None:
    store_offline(page, address)
    page.goto(f"{live_server.url}/rak/")
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_role("heading", name=re.compile("kosong"))).to_be_visible()
    gone(page)
    page.context.set_offline(True)
    page.goto(address)
    expect(page.get_by_role("heading", name="Belum ada buku tersimpan")).to_be_visible()


def test_signing_out_deletes_all_books_from_the_device(
    page: Page, address: str, live_server: Any
) -> None:
    store_offline(page, address)
    page.goto(f"{live_server.url}/keluar/")
    assert stored_counts(page)[0] == 1
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{live_server.url}/")
    gone(page)


def test_another_device_takes_over_the_book(
    page: Page, address: str, visit: Any, live_server: Any
) -> None:
    store_offline(page, address)
    desk = visit()
    desk.context.add_cookies(page.context.cookies())
    loan = Loan.objects.get().pk
    desk.goto(f"{live_server.url}/rak/{loan}/simpan/")
    expect(desk.get_by_text("tersimpan di perangkat lain")).to_be_visible()
    store_offline(desk, address)
    assert Lease.objects.count() == 1
    page.goto(f"{live_server.url}/rak/")
    gone(page)
    assert stored_counts(desk)[0] == 1


def test_interrupted_storing_resumes(
    page: Page, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: list[str] = []
    is_busy = True

    def answer(borrowed: Any, path: str, **how: Any) -> Any:
        requested.append(path)
        if is_busy and path.endswith("bab2.xhtml"):
            raise TooMany(seconds=1)
        return resource_of(borrowed, path, **how)

    monkeypatch.setattr(content, "resource_of", answer)
    loan = Loan.objects.get().pk
    page.goto(address.replace(f"/baca/{loan}/", f"/rak/{loan}/simpan/"))
    page.get_by_label("Ini perangkat saya sendiri").check()
    page.get_by_role("button", name="Simpan di perangkat ini").click()
    expect(page.get_by_text("Sambungan terputus.")).to_be_visible()
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_text("Belum semuanya tiba.")).to_be_visible()
    is_busy = False
    requested.clear()
    page.get_by_role("button", name="Teruskan").click()
    expect(page.get_by_text("Buku tersimpan di perangkat ini.")).to_be_visible()
    assert requested == ["OEBPS/bab2.xhtml"], "what was here was fetched again"
    without_network(page, address)
    chapter(page, "Bab dua")


def test_full_device_is_reported_and_stores_no_partial_book(page: Page, address: str) -> None:
    page.add_init_script(
        "if (navigator.storage)"
        " navigator.storage.estimate = async () => ({ usage: 5e6, quota: 5000900 })"
    )
    loan = Loan.objects.get().pk
    page.goto(address.replace(f"/baca/{loan}/", f"/rak/{loan}/simpan/"))
    page.get_by_label("Ini perangkat saya sendiri").check()
    page.get_by_role("button", name="Simpan di perangkat ini").click()
    expect(page.get_by_role("alert")).to_contain_text("Ruang perangkat ini tidak cukup")
    gone(page)


@pytest.mark.core(seconds=5)
def test_offline_shelf_lists_stored_books(
    page: Page, address: str, live_server: Any, axe: Callable[[Page], None]
) -> None:
    axe_page = store_offline(page, address)
    axe(page)
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/rak/")
    expect(page).to_have_url(f"{live_server.url}/rak/tersimpan/")
    title = Loan.objects.get().title.title
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator("[data-left]")).to_have_text("7 hari lagi")
    expect(page.locator("[data-until]")).to_contain_text("23.59")  # the library's, on any device
    cover = page.locator("[data-books] img")
    assert cover.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    axe(page)
    page.get_by_role("link", name=f"Baca : {title}").click()
    frame_of(page)
    page.context.set_offline(False)
    page.goto(axe_page)
    page.get_by_role("button", name="Hapus dari perangkat ini").click()
    expect(page.get_by_role("button", name="Simpan di perangkat ini")).to_be_visible()
    gone(page)
    assert not Lease.objects.exists()


def test_book_of_pages_is_read_without_network(page: Page, live_server: Any) -> None:
    address = opened(page, live_server, files.text(4))
    is_drawn(page, 1)
    store_offline(page, address)
    page.context.set_offline(True)
    page.goto(address)
    expect(page).to_have_url(re.compile("/baca/"))
    is_drawn(page, 1)
    page.keyboard.press("End")
    is_drawn(page, 4)
    expect(page.locator(".page-words text").first).to_be_attached()
    expect(page.locator(".page-trouble")).to_have_count(0)
