"""The library in a window of its own, without a browser's bar: back, reload, share, bottom bar."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench import browser as chromium
from rontal.core.actors import Actor
from tests.support.catalogue.factories import title
from tests.support.journeys.reader import signed_in
from tests.support.journeys.visits import PHONE, Visit
from tests.support.lending.factories import borrower, lendable, loan

Axe = Callable[[Page], None]
Open = Callable[..., Page]
WATCHED = """
window.watchers = [];
const Real = window.CloseWatcher;
window.CloseWatcher = class extends Real {
  constructor() { super(); watchers.push(this); }
};
"""
SHARES = "window.shared = []; navigator.share = async (what) => { shared.push(what); };"


@pytest.fixture
def app(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens an address as an installed app does: `display-mode: standalone`, no history."""
    contexts: list[BrowserContext] = []

    def open_app(address: str, reader: Actor | None = None, server: Any = None) -> Page:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / f"profile-{len(contexts)}",
            executable_path=chromium.EXECUTABLE,
            args=[*chromium.ARGUMENTS, "--app=data:,"],
            viewport=PHONE,
            locale="id-ID",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.pages[0]
        if reader is not None:
            signed_in(page, server, reader)
        page.add_init_script(WATCHED + SHARES)
        page.evaluate("address => location.replace(address)", address)
        page.wait_for_url(address)
        assert page.evaluate("matchMedia('(display-mode: standalone)').matches")
        return page

    yield open_app
    for context in contexts:
        context.close()


def test_visitors_have_a_bottom_bar_in_the_app(app: Open, live_server: Any, axe: Axe) -> None:
    page = app(f"{live_server.url}/privasi/")
    for width, height in ((360, 740), (277, 490), (740, 360), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    page.set_viewport_size(PHONE)
    bar = page.get_by_role("navigation", name="Navigasi cepat")
    expect(bar.get_by_role("link")).to_have_text(["Beranda", "Cari", "Masuk", "Daftar"])
    axe(page)
    bar.get_by_role("link", name="Masuk").click()
    expect(bar.locator("[aria-current]")).to_have_text("Masuk")


def test_back_button_leads_up_without_history(app: Open, live_server: Any) -> None:
    book = lendable(title=title("Dari Tautan"))
    page = app(f"{live_server.url}/koleksi/{book.slug}/")
    back = page.get_by_role("link", name="Kembali", exact=True)
    box = back.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 48
    back.click()
    page.wait_for_url(f"{live_server.url}/koleksi/")


def test_back_button_returns_to_the_former_page(app: Open, live_server: Any) -> None:
    page = app(f"{live_server.url}/")
    expect(page.locator("[data-back]")).to_have_count(0)
    page.locator("footer").get_by_role("link", name="Data Anda").click()
    page.wait_for_url("**/privasi/")
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Kembali", exact=True).click()
    page.wait_for_url(f"{live_server.url}/")
    assert page.evaluate("history.length") == before


def test_the_back_button_leads_up_without_script(visit: Visit, live_server: Any) -> None:
    page = visit(java_script_enabled=False)
    page.goto(f"{live_server.url}/standar-pelayanan/")
    assert page.locator("[data-back]").get_attribute("href") == "/"
    expect(page.locator("[data-back]")).to_be_hidden()


def test_a_close_request_closes_the_menu_and_leaves_the_history(
    app: Open, live_server: Any
) -> None:
    page = app(f"{live_server.url}/privasi/")
    before = page.evaluate("history.length")
    summary = page.locator("header summary")
    for close in ("watchers.at(-1).requestClose()", None):
        summary.click()
        expect(page.locator(".menu-body")).to_be_visible()
        page.wait_for_function("watchers.length")
        if close:
            page.evaluate(close)
        else:
            page.keyboard.press("Escape")
        expect(page.locator("header details")).not_to_have_attribute("open", "")
        expect(summary).to_be_focused()
    assert page.evaluate("history.length") == before
    assert page.url.endswith("/privasi/")


def test_a_close_request_closes_a_dialog_and_back_still_leaves_the_page(
    app: Open, live_server: Any, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.support.ui.failing_urls"
    page = app(f"{live_server.url}/privasi/")
    page.goto(f"{live_server.url}/gaya/")
    before = page.evaluate("history.length")
    page.get_by_role("button", name="Buka dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.url == f"{live_server.url}/privasi/"


def test_page_is_reloaded_from_the_menu(app: Open, live_server: Any) -> None:
    page = app(f"{live_server.url}/koleksi/?urut=nama")
    page.evaluate("window.old = true")
    before = page.evaluate("history.length")
    page.locator("header summary").click()
    page.get_by_role("link", name="Muat ulang halaman").click()
    page.wait_for_function("window.old === undefined")
    assert page.url == f"{live_server.url}/koleksi/?urut=nama"
    assert page.evaluate("history.length") == before


READERS = ("/baca/{loan}/", "/baca/{loan}/bab/", "/baca/{loan}/bab/1/")
ON_SHELF = ("/", "/rak/", "/kartu/", "/akun/data/", "/rak/tersimpan/", "/luring/menunggu/")
SHARED = ("/", "/koleksi/", "/standar-pelayanan/", "/privasi/", "/pasang/", "/saran/", "/daftar/")


def test_every_page_has_a_reload_link_also_in_the_readers(app: Open, live_server: Any) -> None:
    reader = borrower()
    lent = loan(lendable(title=title("Dibaca di Aplikasi")), reader)
    page = app(f"{live_server.url}/privasi/", reader, live_server)
    paths = [path.format(loan=lent.pk) for path in READERS]
    for path in (*SHARED, *ON_SHELF, *paths):
        page.goto(live_server.url + path)
        if page.locator("header summary").count():
            page.locator("header summary").click()
        elif page.locator("[data-open=contents]").count():
            page.locator("[data-open=contents]").click()
        page.evaluate("window.old = true")
        link = page.get_by_role("link", name="Muat ulang halaman")
        box = link.bounding_box()
        assert box is not None, path
        assert min(box["width"], box["height"]) >= 48, path
        link.click()
        page.wait_for_function("window.old === undefined")
        assert page.url.partition("#")[0] == live_server.url + path


def test_public_page_is_shared_from_the_menu_and_a_personal_one_is_not(
    app: Open, live_server: Any
) -> None:
    page = app(f"{live_server.url}/privasi/", borrower(), live_server)
    entry = page.get_by_role("button", name="Bagikan halaman ini")
    for path in (*SHARED, *ON_SHELF[1:4]):
        page.goto(live_server.url + path)
        page.locator("header summary").click()
        expect(page.get_by_role("link", name="Muat ulang halaman")).to_be_visible()
        expect(entry).to_have_count(int(path in SHARED))
        if path in SHARED:
            entry.click()
            [shared] = page.evaluate("shared")
            assert shared["url"] == live_server.url + path


def test_book_is_shared_from_its_reader_by_its_public_address(app: Open, live_server: Any) -> None:
    reader = borrower()
    book = lendable(title=title("Dibagikan"))
    page = app(f"{live_server.url}/baca/{loan(book, reader).pk}/", reader, live_server)
    page.locator("[data-open=contents]").click()
    page.get_by_role("button", name="Bagikan buku ini").click()
    [shared] = page.evaluate("shared")
    assert shared["url"] == f"{live_server.url}/koleksi/{book.slug}/"
    page.get_by_role("link", name="Tentang buku ini").click()
    page.wait_for_url(f"{live_server.url}/koleksi/{book.slug}/")


def test_a_close_request_closes_a_sheet_of_the_reader_and_stays_in_the_book(
    app: Open, live_server: Any
) -> None:
    reader = borrower()
    lent = loan(lendable(title=title("Lembar")), reader)
    page = app(f"{live_server.url}/baca/{lent.pk}/", reader, live_server)
    for name in ("contents", "display", "find", "marks"):
        page.locator(f"[data-open={name}]").click()
        expect(page.locator(f"dialog#{name}")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(f"dialog#{name}")).to_be_hidden()
    assert page.url.partition("#")[0] == f"{live_server.url}/baca/{lent.pk}/"


INSETS = {"top": 44, "right": 20, "bottom": 34, "left": 20}
"""A phone with a notch and a bar for gestures, in pixels."""


def test_nothing_is_hidden_under_the_notch_or_the_gesture_bar(app: Open, live_server: Any) -> None:
    reader = borrower()
    page = app(f"{live_server.url}/privasi/", reader, live_server)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": INSETS})
    for path in ("/", "/koleksi/", "/rak/", "/kartu/", "/rak/tersimpan/"):
        page.goto(live_server.url + path)
        width, height = page.evaluate("[innerWidth, innerHeight]")
        parts = page.locator(".library, .menu > summary, .bottom-list a, main h1").all()
        assert len(parts) >= 6, path
        for part in parts:
            box = part.bounding_box()
            assert box is not None
            assert box["y"] >= INSETS["top"], (path, part)
            assert box["x"] >= INSETS["left"] - 0.5, (path, part)
            assert box["x"] + box["width"] <= width - INSETS["right"] + 0.5, (path, part)
        for link in page.locator(".bottom-list a").all():
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 48
            assert box["y"] + box["height"] <= height - INSETS["bottom"]
        page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
        last = page.locator("footer, main").last.bounding_box()
        bar = page.locator(".bottom-bar").bounding_box()
        assert last is not None
        assert bar is not None
        assert last["y"] + last["height"] <= bar["y"] + 1, path


def test_a_title_is_shared_with_its_address(app: Open, live_server: Any) -> None:
    book = lendable(title=title("Untuk Semua"))
    address = f"{live_server.url}/koleksi/{book.slug}/"
    page = app(address)
    page.get_by_role("button", name="Bagikan").click()
    [shared] = page.evaluate("shared")
    assert shared["url"] == address
    assert shared["title"].startswith("Untuk Semua")


def test_without_share_support_the_address_is_copied(visit: Visit, live_server: Any) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/standar-pelayanan/")
    assert not page.evaluate("'share' in navigator")
    page.get_by_role("button", name="Bagikan").click()
    expect(page.get_by_text("Alamat sudah disalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_share_button_needs_script(plain_page: Page, live_server: Any) -> None:
    plain_page.goto(f"{live_server.url}/standar-pelayanan/")
    expect(plain_page.get_by_role("button", name="Bagikan")).to_have_count(0)


def test_pdf_and_other_sites_open_outside_the_app(app: Open, live_server: Any) -> None:
    page = app(f"{live_server.url}/kartu/", borrower(), live_server)
    with page.context.expect_page():
        page.get_by_role("link", name="PDF").click()
    assert page.url == f"{live_server.url}/kartu/"
    page.evaluate(
        "document.addEventListener('click', event => event.preventDefault(), {capture: true})"
    )
    whatsapp, mail = page.locator("a[href*='wa.me']").first, page.locator("a[href^=mailto]").first
    for link in (whatsapp, mail):
        link.click()
    assert whatsapp.get_attribute("target") == "_blank"
    assert "noopener" in str(whatsapp.get_attribute("rel"))
    assert mail.get_attribute("target") is None


def test_in_a_browser_links_to_other_sites_are_ordinary(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/privasi/")
    page.evaluate(
        "document.addEventListener('click', event => event.preventDefault(), {capture: true})"
    )
    page.locator("a[href*='wa.me']").first.click()
    assert page.locator("a[href*='wa.me']").first.get_attribute("target") is None
    page.locator("header summary").click()
    expect(page.get_by_role("link", name="Muat ulang halaman")).to_be_hidden()


def test_changing_the_language_adds_no_history_entry(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/privasi/")
    page.goto(f"{live_server.url}/standar-pelayanan/")
    before = page.evaluate("history.length")
    page.locator("header summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.url == f"{live_server.url}/privasi/"
