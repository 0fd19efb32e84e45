"""Tests of the way from the collection to the last page: find, borrow, read, return."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.core import clock
from rontal.demo.epub import book_folders, build
from rontal.lending.models import Loan
from rontal.reading.models import Position
from tests.support.journeys.reader import (
    browser_errors,
    close_pages_at_the_end,  # noqa: F401
    frame_of,
    open_book,
    signed_in,
)
from tests.support.lending import factories as lending
from tests.support.real_files import SHARED
from tests.support.records import epubs


@pytest.mark.core(seconds=5)
def test_member_finds_borrows_reads_and_returns(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    title = lending.lendable()
    actor = lending.borrower()
    signed_in(page, live_server, actor)
    page.goto(f"{live_server.url}/koleksi/")
    axe(page)
    page.get_by_role("combobox").fill(title.title.lower())
    page.get_by_role("combobox").press("Enter")
    page.get_by_role("link", name=re.compile(title.title)).click()
    axe(page)
    page.get_by_role("button", name="Pinjam").click()
    page.get_by_role("link", name="Baca").click()
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")
    axe(page)
    with page.expect_response(lambda answer: "/tempat/" in answer.url) as response:
        page.get_by_role("button", name="Halaman berikutnya").click()
    assert response.value.status == 200
    page.goto(f"{live_server.url}/rak/")
    axe(page)
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_role("heading", name=re.compile("kosong"))).to_be_visible()
    assert Position.objects.get().title_id == title.pk


def read_through(page: Page) -> None:
    """Turns pages, jumps to the middle and to the end, goes back by keyboard."""
    expect(page.locator("[data-turn='1']")).to_be_visible()
    for _ in range(3):
        page.locator("[data-turn='1']").click()
        page.wait_for_timeout(150)
    for percent in (50, 100):
        page.locator("#place").fill(str(percent))
        page.wait_for_timeout(500)
    page.keyboard.press("Home")
    page.wait_for_timeout(500)
    expect(page.locator("[data-trouble]")).to_be_hidden()


@pytest.mark.parametrize(
    "name", ["sherlock", "childrens-literature", "linear-algebra", "wasteland", "accessible_epub_3"]
)
def test_real_books_open_without_an_error(page: Page, live_server: Any, name: str) -> None:
    path = SHARED / f"books/{name}.epub"
    if not path.exists():
        pytest.skip(f"LOUD: {path} is absent, so this real book was not read")
    errors = browser_errors(page)
    open_book(page, live_server, path.read_bytes())
    read_through(page)
    assert errors == []


@pytest.mark.parametrize("folder", book_folders(), ids=lambda folder: folder.name)
def test_demo_books_open_without_an_error(
    page: Page, live_server: Any, folder: Path, tmp_path: Path
) -> None:
    errors = browser_errors(page)
    open_book(page, live_server, build(folder, tmp_path / "buku.epub").read_bytes())
    read_through(page)
    assert errors == []


def test_place_is_stored_and_restored(page: Page, live_server: Any) -> None:
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    page.get_by_role("button", name="Daftar isi").click()
    with page.expect_response(lambda answer: "/tempat/" in answer.url):
        page.get_by_role("button", name="Bab dua").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.goto(address)
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.get_by_role("link", name="Rak saya").click()
    expect(page.get_by_role("link", name=re.compile("Lanjut baca"))).to_be_visible()


@pytest.mark.core(seconds=4)
def test_reading_by_keyboard_alone(page: Page, live_server: Any) -> None:
    open_book(page, live_server, epubs.book())
    frame_of(page)
    statuses = []
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(150)
        statuses.append(page.locator("[data-chapter]").inner_text())
    assert "Bab dua" in statuses
    page.keyboard.press("Home")
    expect(page.locator("[data-chapter]")).to_have_text("Bab satu")
    page.get_by_role("button", name="Daftar isi").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_display_is_chosen_and_remembered(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    address = open_book(page, live_server, epubs.book())
    frame = frame_of(page)
    page.get_by_role("button", name="Tampilan").click()
    axe(page)
    page.get_by_label("Sepia").check()
    page.get_by_label("Gulir").check()
    page.get_by_role("button", name="Perbesar huruf").click()
    page.keyboard.press("Escape")
    ground = "getComputedStyle(document.documentElement).getPropertyValue('--theme-bg-color')"
    assert frame.evaluate(ground).strip() == "#f6ecd9"
    page.goto(address)
    frame = frame_of(page)
    assert frame.evaluate(ground).strip() == "#f6ecd9"
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert frame.evaluate(size) == pytest.approx(17.92)
    axe(page)


def test_text_size_spacing_width_and_margin_are_chosen(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    errors = browser_errors(page)
    open_book(page, live_server, epubs.book())
    frame = frame_of(page)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.get_by_role("button", name="Tampilan").click()
    for name in ("Sangat renggang", "Sempit", "Rata"):
        page.get_by_label(name, exact=True).check(force=True)
    assert [url for url in fetched if "dyslexic" in url] == [], "nobody asked for another typeface"
    with page.expect_response(lambda answer: "opendyslexic-latin-400" in answer.url):
        page.get_by_label("Untuk disleksia").check(force=True)
    axe(page)
    page.keyboard.press("Escape")
    style = "getComputedStyle(document.querySelector('p'))"
    frame.wait_for_function("document.fonts.check('16px OpenDyslexic') && document.fonts.size > 0")
    assert "OpenDyslexic" in frame.evaluate(f"{style}.fontFamily")
    assert frame.evaluate(f"{style}.textAlign") == "justify"
    spacing = frame.evaluate(f"parseFloat({style}.lineHeight) / parseFloat({style}.fontSize)")
    assert spacing == pytest.approx(2.2, abs=0.05)
    assert errors == [], "the content policy was in the way"


def test_without_script_a_book_is_read_chapter_by_chapter(
    plain_page: Page, live_server: Any
) -> None:
    page = plain_page
    open_book(page, live_server, epubs.book())
    page.get_by_role("link", name="Bab satu").click()
    page.get_by_role("link", name="Berikutnya").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Bab dua")
    assert page.locator("iframe").get_attribute("sandbox") == "allow-same-origin"


def test_loan_that_ends_while_reading_is_reported(page: Page, live_server: Any) -> None:
    open_book(page, live_server, epubs.book())
    frame_of(page)
    Loan.objects.update(due_at=clock.now())
    page.locator("#place").fill("100")
    expect(page.get_by_role("heading", name="Pinjaman ini sudah berakhir")).to_be_visible()
    expect(page.get_by_role("link", name="Pinjam lagi")).to_be_visible()


def test_links_in_a_book_are_followed_or_need_confirmation(page: Page, live_server: Any) -> None:
    body = (
        '<h1>Bab satu</h1><p><a id="dalam" href="bab2.xhtml#akhir">ke bab dua</a></p>'
        '<p><a id="luar" href="https://lontar.example/subak?a=1">baca lagi</a></p>'
    )
    open_book(page, live_server, epubs.book(changes={"OEBPS/bab1.xhtml": epubs.chapter(body)}))
    frame = frame_of(page)
    frame.locator("#luar").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("https://lontar.example/subak?a=1")
    link = dialog.get_by_role("link", name="Buka")
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    dialog.get_by_role("button", name="Tetap di sini").click()
    frame.locator("#dalam").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")


def test_a_picture_book_of_fixed_pages_opens(page: Page, live_server: Any) -> None:
    fixed = epubs.METADATA + '<meta property="rendition:layout">pre-paginated</meta>'
    head = '<meta name="viewport" content="width=600, height=800"/>'
    pages = {
        f"OEBPS/bab{number}.xhtml": epubs.chapter(f"<h1 id='akhir'>Lembar {number}</h1>", head)
        for number in (1, 2)
    }
    errors = browser_errors(page)
    address = open_book(page, live_server, epubs.book(metadata=fixed, changes=pages))
    expect(frame_of(page).locator("h1")).to_have_text("Lembar 1")
    with page.expect_response(lambda answer: "/tempat/" in answer.url):
        page.get_by_role("button", name="Halaman berikutnya").click()
    page.goto(address)
    expect(frame_of(page).locator("h1")).to_have_text("Lembar 2")
    assert errors == []


def test_english_readers_get_english_pages(page: Page, live_server: Any) -> None:
    page.context.add_cookies([{"name": "bahasa", "value": "en", "url": live_server.url}])
    open_book(page, live_server, epubs.book())
    frame_of(page)
    expect(page.get_by_role("button", name="Contents")).to_be_visible()
    page.goto(f"{live_server.url}/rak/")
    expect(page.get_by_role("link", name="Return")).to_be_visible()
