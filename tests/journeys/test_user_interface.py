"""Tests of the user interface in a real browser: accessibility of every part, and the scripts."""

import base64
import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altcha
import pytest
from playwright.sync_api import Page, expect

from tests.support.ui import failing_urls

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PHOTO = {"name": "kartu.png", "mimeType": "image/png", "buffer": PIXEL}
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 360, "height": 740}
PAGES = ["/", "/standar-pelayanan/", "/privasi/", "/masuk/", "/gaya/?salah=1", "/gaya/404/"]


@pytest.fixture(autouse=True)
def stage_is_set(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.support.ui.failing_urls"
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [failing_urls.FOLDER / "templates"]
    settings.TEMPLATES = templates
    failing_urls.Log.clear()


@pytest.mark.core(seconds=13)
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desk"])
def test_no_page_has_a_violation_or_overflows(
    visit: Callable[..., Page], live_server: Any, axe: Any, size: dict[str, int], colours: str
) -> None:
    page = visit(viewport=size, color_scheme=colours)
    for address in PAGES:
        page.goto(live_server.url + address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address


def test_nothing_shifts_while_a_page_loads(visit: Callable[..., Page], live_server: Any) -> None:
    page = visit()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.moved += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    for address in PAGES:
        page.goto(live_server.url + address, wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.01, address


def test_dark_theme_applies_at_once_and_after_a_reload(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/privasi/")
    page.get_by_text("Menu").click()
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    with page.expect_response("**/tampilan/"):
        page.get_by_role("button", name="Gelap").click()
    dark = page.evaluate(ground)
    assert dark != light
    expect(page.get_by_role("button", name="Gelap")).to_be_visible()  # the page was not reloaded
    page.reload()
    assert page.evaluate(ground) == dark


@pytest.mark.core(seconds=1)
def test_the_keyboard_reaches_the_main_part_first(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/privasi/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_escape_closes_the_menu_and_returns_the_focus(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/privasi/")
    summary = page.locator("summary", has_text="Menu")
    summary.click()
    page.locator(".menu-body a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("details[data-menu]")).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_a_photo_is_sent_with_progress(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/panggung/")
    page.locator("input[type=file]").set_input_files(PHOTO)
    expect(page.locator("[data-photo-status]")).to_have_text(
        "Sudah diterima dan disimpan dengan aman."
    )
    expect(page.locator("[data-photo-preview]")).to_be_visible()
    assert failing_urls.Log.photos == [len(PIXEL)]


def test_photo_is_sent_again_after_a_server_error(page: Page, live_server: Any) -> None:
    failing_urls.Log.troubles += [503]
    page.goto(live_server.url + "/panggung/")
    page.locator("input[type=file]").set_input_files(PHOTO)
    expect(page.locator("[data-photo-status]")).to_have_text("Mencoba lagi…")
    expect(page.locator("[data-photo-status]")).to_contain_text("Sudah diterima")
    assert len(failing_urls.Log.photos) == 1


def test_refused_photo_is_explained(page: Page, live_server: Any) -> None:
    failing_urls.Log.troubles += [422]
    page.goto(live_server.url + "/panggung/")
    page.locator("input[type=file]").set_input_files(PHOTO)
    expect(page.locator("[data-photo-status]")).to_have_text("Terlalu gelap.")
    expect(page.locator("[data-photo-again]")).to_be_hidden()


def test_oversized_photo_is_not_sent(page: Page, live_server: Any, tmp_path: Path) -> None:
    large = tmp_path / "besar.jpg"
    large.write_bytes(bytes(15_000_001))
    page.goto(live_server.url + "/panggung/")
    page.locator("input[type=file]").set_input_files(large)
    expect(page.locator("[data-photo-status]")).to_contain_text("15 MB")
    assert not failing_urls.Log.photos


def test_typed_text_is_saved_soon_after(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/panggung/")
    page.get_by_label("Nama lengkap").fill("I Made Suarta")
    expect(page.locator("[data-autosave-state]")).to_have_text("Tersimpan")
    assert failing_urls.Log.drafts[-1]["full_name"] == "I Made Suarta"


def test_text_typed_offline_is_saved_when_the_network_is_back(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/panggung/")
    page.context.set_offline(True)
    page.get_by_label("Nama lengkap").fill("Ni Luh Sari")
    expect(page.locator("[data-autosave-state]")).to_have_text("Belum tersimpan")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-state]")).to_have_text("Tersimpan")
    assert failing_urls.Log.drafts[-1]["full_name"] == "Ni Luh Sari"


def test_pressing_twice_sends_once_with_a_proof(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/panggung/")
    page.locator("input[type=file]").evaluate("input => input.required = false")
    page.get_by_label("Nama lengkap").fill("I Made Suarta")
    page.get_by_role("button", name="Kirim").dblclick(no_wait_after=True)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    assert len(failing_urls.Log.sent) == 1
    assert failing_urls.Log.sent[0]["act"] == "send"
    proof = altcha.Payload.from_base64(failing_urls.Log.sent[0]["altcha"])
    assert altcha.verify_solution(proof, failing_urls.SECRET).verified


def test_shortcut_activates_a_link_but_not_while_typing(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/panggung/")
    page.get_by_label("Nama lengkap").press("j")
    assert not page.url.endswith("#next")
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page).to_have_url(f"{live_server.url}/panggung/#next")


def test_a_dialog_opens_and_closes_by_keyboard(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/gaya/")
    opener = page.get_by_role("button", name="Buka dialog")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_everything_appears_without_script(plain_page: Page, live_server: Any) -> None:
    plain_page.goto(live_server.url + "/panggung/")
    expect(plain_page.locator("input[type=file]")).to_be_visible()
    expect(plain_page.locator("[data-photo-camera]")).to_be_hidden()
    plain_page.get_by_text("Menu").click()
    plain_page.get_by_role("button", name="English").click()
    expect(plain_page.locator("html")).to_have_attribute("lang", "en")
