"""Tests of changes stored on a device until the library has them: no note is lost, none is created
twice, and none is sent by another member.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from rontal.core import clock
from rontal.lending.models import Loan
from rontal.reading.models import Mark, Position
from tests.support.journeys.offline import (
    chapter,
    highlight,
    store_offline,
    stored_counts,
    without_network,
)
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book, signed_in
from tests.support.journeys.unsent_changes import WAITS, nothing_waits
from tests.support.journeys.worker import service_workers, until
from tests.support.lending import factories as lending
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
LOOKED_AT_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"

# The first request for the marks is answered in the same task in which the note is saved.
MARKS_ARRIVE_WITH_SAVING = """() => {
  const real = window.fetch;
  window.fetch = (asked, how = {}) =>
    window.release || how.method || !String(asked).includes("/tanda/")
      ? real(asked, how)
      : new Promise((resolve) => {
          const answer = { ok: true, redirected: false, json: async () => ({ marks: [] }) };
          window.release = () => resolve(answer);
        });
}"""
SAVE_AS_MARKS_ARRIVE = """() => {
  document.querySelector("form[data-mark]").requestSubmit();
  window.release();
}"""

TWICE_FAILS = """() => {
  const real = window.fetch;
  window.failed = 0;
  window.fetch = async (asked, how = {}) => {
    if (how.method !== "POST" || !String(asked).includes("/tanda/") || window.failed === 2)
      return real(asked, how);
    window.failed += 1;
    if (window.failed === 1) dispatchEvent(new Event("online"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw new TypeError("no network");
  };
}"""


@pytest.fixture
def address(page: Page, live_server: Any) -> str:
    """Borrows a book and stores it offline; returns the reader's address."""
    loan_address = open_book(page, live_server, epubs.book())
    frame_of(page)
    store_offline(page, loan_address)
    return loan_address


def notes(page: Page) -> list[str]:
    """Returns every note in the list of marks."""
    page.get_by_role("button", name="Tanda dan catatan").click()
    expect(page.locator("[data-marks] li").first).to_be_visible()
    notes_shown: list[str] = page.locator("[data-marks] .reader-note").all_inner_texts()
    page.keyboard.press("Escape")
    return notes_shown


def arrived(number: int, page: Page) -> list[str]:
    """Waits until the library has this many marks; returns their notes."""
    for _ in range(60):
        if Mark.objects.count() >= number and page.evaluate(WAITS) == []:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)
    return sorted(mark.words.reveal()["note"] for mark in Mark.objects.all())


def test_note_sent_from_the_shelf_is_available_offline(
    page: Page, address: str, live_server: Any
) -> None:
    without_network(page, address)
    highlight(page, "Dari perjalanan")
    page.goto(f"{live_server.url}/rak/tersimpan/")
    page.context.set_offline(False)
    page.goto(f"{live_server.url}/rak/")
    nothing_waits(page, "marks")
    assert Mark.objects.count() == 1
    without_network(page, address)
    assert notes(page) == ["Dari perjalanan"]


def test_note_written_online_is_available_offline(page: Page, address: str) -> None:
    page.goto(address)
    frame_of(page)
    highlight(page, "Ditulis dengan jaringan")
    nothing_waits(page, "marks")
    without_network(page, address)
    assert notes(page) == ["Ditulis dengan jaringan"]


def test_note_is_queued_until_the_device_has_stored_it_too(page: Page, address: str) -> None:
    page.goto(address)
    frame_of(page)
    page.wait_for_timeout(500)
    for worker in page.context.service_workers:
        worker.evaluate("""() => {
          const real = self.fetch;
          self.fetch = (asked, how) => typeof asked === "string" && asked.includes("/tanda/")
            ? Promise.reject(new TypeError("no network")) : real(asked, how);
        }""")
    highlight(page, "Tiba, tetapi belum tersimpan")
    page.wait_for_timeout(2000)
    assert Mark.objects.count() == 1
    without_network(page, address)
    assert notes(page) == ["Tiba, tetapi belum tersimpan"]


def test_expired_session_deletes_no_book_from_the_device(
    page: Page, address: str, live_server: Any
) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    page.goto(f"{live_server.url}/rak/")
    expect(page).to_have_url(f"{live_server.url}/masuk/?next=/rak/")
    page.goto(f"{live_server.url}/rak/tersimpan/")
    expect(page.get_by_text("Di sini belum ada yang masuk.")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Masuk")).to_be_visible()
    assert stored_counts(page)[0] == 1
    frame = without_network(page, address)
    expect(frame.locator("h1")).to_have_text("Bab satu")


def test_books_of_the_former_user_are_deleted(page: Page, address: str, live_server: Any) -> None:
    page.context.clear_cookies()
    signed_in(page, live_server, lending.borrower())
    page.goto(f"{live_server.url}/rak/tersimpan/")
    expect(page.get_by_role("heading", name="Belum ada buku tersimpan")).to_be_visible()
    expect(page.get_by_text("Di sini belum ada yang masuk.")).to_be_hidden()
    until(page, lambda: stored_counts(page)[0] == 0, "the former reader's book is deleted")


def test_shelf_omits_a_book_deleted_while_it_is_listed(
    page: Page, address: str, live_server: Any
) -> None:
    page.evaluate("""async () => {
      const asked = indexedDB.open("rontal-kept", 1);
      await new Promise((resolve) => (asked.onsuccess = resolve));
      const change = asked.result.transaction("parts", "readwrite");
      change.objectStore("parts").clear();
      await new Promise((resolve) => (change.oncomplete = resolve));
      asked.result.close();
    }""")
    page.goto(f"{live_server.url}/rak/tersimpan/")
    expect(page.get_by_role("heading", name="Belum ada buku tersimpan")).to_be_visible()


def test_time_read_without_network_is_counted(page: Page, address: str) -> None:
    without_network(page, address)
    page.evaluate("const real = Date.now; window.late = 0; Date.now = () => real() + window.late")
    Loan.objects.update(started_at=clock.now() - timedelta(days=1))
    Position.objects.update(updated_at=clock.now() - timedelta(days=1))
    for minutes in (0, 4, 8, 20):
        page.evaluate(f"window.late = {minutes * 60_000} - 20 * 60_000")
        chapter(page, "Bab dua" if minutes in (0, 8) else "Bab satu")
        page.wait_for_timeout(200)
    page.evaluate("window.late = 0")
    page.context.set_offline(False)
    for _ in range(40):
        position = Position.objects.first()
        if position and position.seconds:
            break
        page.wait_for_timeout(100)
    assert 470 <= Position.objects.get().seconds <= 490, "two times four minutes, and no pause"


@pytest.mark.parametrize("offline", [True, False])
def test_unfinished_note_survives_losing_the_network(
    page: Page, address: str, offline: bool
) -> None:
    if offline:
        without_network(page, address)
    else:
        page.goto(address)
        frame_of(page)
        page.get_by_role("button", name="Halaman berikutnya").click()
        page.wait_for_timeout(2500)
        page.context.set_offline(True)
    page.keyboard.press("s")
    page.locator("[data-note]").click()
    page.get_by_label("Catatan", exact=True).fill("Setengah jadi")
    page.evaluate("window.same = true")
    page.evaluate(LOOKED_AT_AGAIN)
    page.wait_for_timeout(2000)
    assert page.evaluate("window.same") is True
    expect(page.get_by_label("Catatan", exact=True)).to_have_value("Setengah jadi")


def test_unfinished_note_survives_the_page(page: Page, address: str) -> None:
    without_network(page, address)
    page.keyboard.press("s")
    page.locator("[data-note]").click()
    page.get_by_label("Catatan", exact=True).fill("Setengah jadi")
    page.reload()
    frame_of(page)
    expect(page.get_by_label("Catatan", exact=True)).to_have_value("Setengah jadi")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.reload()
    frame_of(page)
    assert notes(page) == ["Setengah jadi"]
    expect(page.get_by_label("Catatan", exact=True)).to_be_hidden()


def test_saved_note_is_not_opened_again(page: Page, address: str) -> None:
    page.add_init_script(f"({MARKS_ARRIVE_WITH_SAVING})()")
    page.goto(address)
    frame_of(page)
    page.wait_for_function("Boolean(window.release)")
    page.keyboard.press("s")
    page.locator("[data-note]").click()
    page.get_by_label("Catatan", exact=True).fill("Sudah disimpan")
    page.evaluate(SAVE_AS_MARKS_ARRIVE)
    expect(page.locator("#mark")).to_be_hidden()
    assert arrived(1, page) == ["Sudah disimpan"]
    expect(page.locator("#mark")).to_be_hidden()


def test_two_windows_of_one_book_overwrite_nothing(page: Page, address: str) -> None:
    other = page.context.new_page()
    without_network(page, address)
    other.goto(address)
    frame_of(other)
    highlight(page, "Dari jendela satu")
    highlight(other, "Dari jendela dua")
    page.wait_for_timeout(500)
    page.close()
    other.reload()
    frame_of(other)
    assert sorted(notes(other)) == ["Dari jendela dua", "Dari jendela satu"]
    other.context.set_offline(False)
    assert arrived(2, other) == ["Dari jendela dua", "Dari jendela satu"]


def test_note_that_fails_as_the_network_returns_is_sent_again_at_once(
    page: Page, address: str
) -> None:
    """A pending request may still fail when the network returns: nothing else would retry."""
    page.goto(address)
    frame_of(page)
    page.evaluate(TWICE_FAILS)
    highlight(page, "Gagal dua kali")
    assert arrived(1, page) == ["Gagal dua kali"]
    assert page.evaluate("window.failed") == 2


def test_unsent_notes_of_one_member_are_sent_by_no_other(
    page: Page, address: str, live_server: Any
) -> None:
    owner = page.context.cookies()
    without_network(page, address)
    highlight(page, "Catatan Ibu")
    chapter(page, "Bab dua")
    page.wait_for_timeout(500)
    page.goto(f"{live_server.url}/rak/tersimpan/")
    Position.objects.all().delete()  # requests of a page being left are not blocked
    Mark.objects.all().delete()
    waiting = page.evaluate(WAITS)
    page.context.clear_cookies()
    signed_in(page, live_server, lending.borrower())
    page.context.set_offline(False)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(f"{request.method} {request.url}"))
    page.goto(f"{live_server.url}/rak/")
    page.wait_for_timeout(1500)
    assert page.evaluate(WAITS) == waiting
    assert not [one for one in requested if one.startswith("POST")]
    page.context.clear_cookies()
    page.context.add_cookies(owner)
    page.goto(f"{live_server.url}/rak/")
    assert arrived(1, page) == ["Catatan Ibu"]
    assert Position.objects.get().title_id == Loan.objects.get().title_id
