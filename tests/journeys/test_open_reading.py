"""Tests of a book that is open to everybody, read by somebody who is not signed in."""

import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.demo.epub import BOOKS, build
from rontal.demo.load import OPEN
from rontal.reading import sanitise
from rontal.reading.models import Mark, Position
from rontal.web.reader import policy
from tests.support.journeys.hostile_book import (
    allow_everything,
    hostile_book,
)
from tests.support.journeys.reader import (
    browser_errors,
    close_pages_at_the_end,
    frame_of,
    signed_in,
)
from tests.support.journeys.reading_aloud import VOICES
from tests.support.journeys.visits import PHONE, Visit
from tests.support.lending import factories as lending
from tests.support.records import epubs
from tests.support.web.reader.open_pages import opened

__all__ = ["close_pages_at_the_end"]
WIDE = {"width": 1440, "height": 900}
OUR_BOOK = BOOKS / OPEN
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }});"


def open_title(folder: Path, content: bytes | None = None) -> Title:
    """Creates a public title with an open EPUB."""
    return opened(folder, content or epubs.book(), "buku.epub")


def address_of(live_server: Any, title: Title, rest: str = "baca/") -> str:
    return f"{live_server.url}/koleksi/{title.slug}/{rest}"


def test_visitor_reads_and_returns_to_the_same_place(
    page: Page, live_server: Any, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    errors = browser_errors(page)
    title = open_title(tmp_path)
    page.goto(address_of(live_server, title, ""))
    axe(page)
    page.get_by_role("link", name="Baca", exact=True).click()
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")
    axe(page)
    page.get_by_role("button", name="Daftar isi").click()
    axe(page)
    page.get_by_role("button", name="Bab dua").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.get_by_role("button", name="Halaman berikutnya").click()
    page.wait_for_timeout(500)
    place = page.locator("[data-percent]").inner_text()
    assert place not in ("0%", "50%")
    page.reload()
    expect(page.locator("[data-percent]")).to_have_text(place)
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.get_by_role("link", name="Tentang buku ini").click()
    expect(page).to_have_url(address_of(live_server, title, ""))
    assert page.context.cookies() == [], "the visitor is known now"
    assert not Position.objects.exists()
    assert errors == []


def test_another_browser_starts_at_the_beginning(
    visit: Visit, live_server: Any, tmp_path: Path
) -> None:
    title = open_title(tmp_path)
    first, second = visit(), visit()
    for page in (first, second):
        page.goto(address_of(live_server, title))
        frame_of(page)
        expect(page.locator("[data-chapter]")).to_have_text("Bab satu")
        page.keyboard.press("End")
        expect(page.locator("[data-chapter]")).to_have_text("Bab dua")


def test_member_reads_alike_and_the_library_stores_nothing(
    page: Page, live_server: Any, tmp_path: Path, requests_of: list[Request]
) -> None:
    title = open_title(tmp_path)
    signed_in(page, live_server, lending.borrower())
    page.goto(address_of(live_server, title))
    frame_of(page)
    for key in ("End", "b", "s", "h", "n", "m"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.goto(address_of(live_server, title, ""))
    assert not Position.objects.exists()
    assert not Mark.objects.exists()
    assert [
        request.url
        for request in requests_of
        if "/baca/" in request.url and request.method == "POST"
    ] == []


def test_paragraphs_are_selected_by_keyboard_copied_and_announced(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    title = open_title(tmp_path)
    page.goto(address_of(live_server, title))
    frame = frame_of(page)
    picked = "() => document.getSelection().toString().trim()"
    remaining, first = page.locator("[data-chosen-words]"), ""
    for _turn in range(2):
        page.keyboard.press("s")
        expect(remaining).not_to_have_text(first)
        chosen = frame.locator("body").evaluate(picked)
        assert chosen not in ("", first.partition(": ")[2])
        expect(remaining).to_contain_text(chosen[:20])
        first = remaining.inner_text()
    expect(page.get_by_role("toolbar")).to_have_count(0)


def test_display_search_and_keys_work(
    page: Page, live_server: Any, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    title = open_title(tmp_path)
    page.goto(address_of(live_server, title))
    frame_of(page)
    page.keyboard.press("f")
    page.get_by_role("searchbox", name="Kata-kata").fill("bab dua")
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.get_by_text("1 tempat.")).to_be_visible()
    axe(page)
    page.get_by_role("dialog").get_by_role("button", name="Bab dua").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.keyboard.press("Home")
    expect(page.locator("[data-chapter]")).to_have_text("Bab satu")
    page.get_by_role("button", name="Tampilan").click()
    axe(page)
    expect(page.get_by_text("F mencari")).to_be_visible()
    expect(page.get_by_text("B memberi penanda")).to_be_hidden()
    page.get_by_label("Sepia").check()
    page.keyboard.press("Escape")
    ground = "getComputedStyle(document.documentElement).getPropertyValue('--theme-bg-color')"
    assert frame_of(page).evaluate(ground).strip() == "#f6ecd9"


def test_open_access_book_is_read_aloud(page: Page, live_server: Any, tmp_path: Path) -> None:
    page.add_init_script(VOICES)
    page.goto(address_of(live_server, open_title(tmp_path)))
    frame_of(page)
    page.keyboard.press("r")
    page.get_by_role("button", name="Jeda").click()
    assert page.evaluate("window.said[0]") == ["id", "Bab satu"]


def test_without_script_an_open_access_book_is_read_chapter_by_chapter(
    plain_page: Page, live_server: Any, tmp_path: Path
) -> None:
    page = plain_page
    title = open_title(tmp_path)
    page.goto(address_of(live_server, title, ""))
    page.get_by_role("link", name="Baca", exact=True).click()
    page.get_by_role("link", name="Bab satu").click()
    page.get_by_role("link", name="Berikutnya").click()
    expect(page.frame_locator("iframe").locator("h1")).to_have_text("Bab dua")
    page.get_by_role("link", name="Daftar isi").click()
    page.get_by_role("link", name="Dari awal").click()
    expect(page.frame_locator("iframe").locator("h1")).to_have_text("Bab satu")


def test_browser_without_storage_reads_from_the_beginning(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    page.add_init_script(REFUSED)
    title = open_title(tmp_path)
    page.goto(address_of(live_server, title))
    frame_of(page)
    page.keyboard.press("End")
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    page.reload()
    expect(page.locator("[data-chapter]")).to_have_text("Bab satu")


def test_title_withdrawn_while_it_is_read_is_reported(
    page: Page, live_server: Any, tmp_path: Path
) -> None:
    title = open_title(tmp_path)
    page.goto(address_of(live_server, title))
    frame_of(page)
    Title.objects.update(state=TitleState.WITHDRAWN)
    page.keyboard.press("End")
    expect(page.locator("[data-reader]")).to_have_count(0)
    expect(page.get_by_role("heading")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "colours"), [(PHONE, "dark"), (WIDE, "light")], ids=["phone", "desk"]
)
def test_nothing_overflows_at_any_size(
    visit: Visit,
    live_server: Any,
    axe: Callable[[Page], None],
    tmp_path: Path,
    size: dict[str, int],
    colours: str,
) -> None:
    page = visit(viewport=size, color_scheme=colours)
    title = open_title(tmp_path, build(OUR_BOOK, tmp_path / "daun.epub").read_bytes())
    for rest in ("", "baca/", "baca/bab/", "baca/bab/4/"):
        page.goto(address_of(live_server, title, rest))
        if rest == "baca/":
            frame_of(page)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], rest
        for one in page.locator("header :is(a, button), .plain-foot > *").all():
            box = one.bounding_box()
            assert not box or box["x"] + box["width"] <= size["width"], rest


@pytest.fixture
def cleaned_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents the use of sanitised files that an earlier test has cached on the disk."""
    version = uuid.uuid4().hex
    monkeypatch.setattr(sanitise, "version", lambda: version)


@pytest.mark.usefixtures("cleaned_anew")
def test_open_access_hostile_book_runs_nothing_and_sends_nothing(
    page: Page, live_server: Any, tmp_path: Path, defences: str, requests_of: list[Request]
) -> None:
    page.context.add_cookies([{"name": "rahasia", "value": "manis", "url": live_server.url}])
    address = address_of(live_server, open_title(tmp_path, hostile_book()))
    page.goto(address)
    frame = frame_of(page)
    expect(frame.locator("h1")).to_have_text("Bab satu")
    page.wait_for_timeout(1000)
    for name in ("#skrip", "#atas", "#kirim"):
        if frame.locator(name).count():
            frame.locator(name).evaluate("element => element.click()")
            page.wait_for_timeout(200)
    assert page.url == address, "the book moved the page"
    assert page.evaluate("top.stolen") is None, "a script of the book ran"
    page.goto(frame.url)
    page.wait_for_timeout(500)
    assert page.evaluate("window.stolen") is None, "opened by itself, a script of the book ran"
    arrived = [request.url for request in requests_of if request.failure is None]
    assert [url for url in arrived if re.search("jahat.example|curi|/keluar/$|/rak/$", url)] == []


@pytest.mark.usefixtures("cleaned_anew")
def test_control_without_any_protection_an_open_access_page_is_compromised(
    page: Page, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanitise, "clean_document", lambda content, _book: content)
    monkeypatch.setattr(policy, "guard_open_content", allow_everything)
    page.route("https://jahat.example/**", lambda route: route.abort())
    page.goto(address_of(live_server, open_title(tmp_path, hostile_book())))
    page.wait_for_timeout(1500)
    assert page.evaluate("top.stolen"), "the attack is no attack: these tests prove nothing"
