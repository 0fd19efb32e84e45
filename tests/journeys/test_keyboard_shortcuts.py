"""Tests that single-key shortcuts can be switched off (WCAG 2.1.4), and ignore typing."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.membership.models import Application
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import WIDE, Axe, case, shows, sign_in, state, take_case
from tests.support.journeys.reader import frame_of, open_book
from tests.support.journeys.visits import Visit
from tests.support.records import epubs

FIRST, SECOND = "Ni Wayan Satu", "Ni Made Dua"
NAME = "Pakai tombol pintas ini"
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }});"


def opened(page: Page, url: str) -> Application:
    """Opens the first of two cases as a clerk."""
    first, _ = case(FIRST), case(SECOND)
    sign_in(page, url, staff())
    page.goto(f"{url}/meja/permohonan/{first.code}/")
    take_case(page)
    shows(page, FIRST)
    return first


def turn(page: Page) -> None:
    """Toggles the switch in the panel, starting at the button of the panel, by keyboard alone."""
    page.get_by_role("button", name="Tombol pintas").press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Tutup")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("switch", name=NAME)).to_be_focused()
    page.keyboard.press("Space")


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def nothing_happens(page: Page, keys: str) -> None:
    """Checks that the page does not change after any of these keys."""
    address, drawn = page.url, page.locator("[data-viewer-image]").first.get_attribute("style")
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    assert page.url == address
    expect(page.locator("dialog[open], [data-decision][open]")).to_have_count(0)
    assert page.locator("[data-viewer-image]").first.get_attribute("style") == drawn


def test_shortcuts_stay_switched_off_until_switched_on(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    page = visit(viewport=WIDE)
    first = opened(page, live_server.url)
    approve = page.locator("summary", has_text="Setujui")
    expect(approve).to_have_attribute("aria-keyshortcuts", "a")
    turn(page)
    expect(page.get_by_role("switch", name=NAME)).not_to_be_checked()
    axe(page)
    close(page)
    expect(approve.locator("kbd")).to_be_hidden()
    assert approve.get_attribute("aria-keyshortcuts") is None
    nothing_happens(page, "npjkacrqt+-?")

    page.reload()
    nothing_happens(page, "npjkacrqt+-?")
    page.goto(f"{live_server.url}/meja/")
    for key in "jk/":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    assert state(first) == "in_review"

    page.goto(f"{live_server.url}/meja/permohonan/{first.code}/")
    turn(page)
    expect(page.get_by_role("switch", name=NAME)).to_be_checked()
    close(page)
    expect(approve.locator("kbd")).to_be_visible()
    page.reload()
    page.keyboard.press("n")
    shows(page, SECOND)


def test_another_tab_of_the_browser_follows_the_choice(visit: Visit, live_server: Any) -> None:
    page = visit(viewport=WIDE)
    opened(page, live_server.url)
    other = page.context.new_page()
    other.goto(page.url)
    turn(page)
    expect(other.locator("html")).to_have_attribute("data-keys", "off")
    nothing_happens(other, "n?")


def test_without_storage_the_choice_holds_for_the_page(visit: Visit, live_server: Any) -> None:
    page = visit(viewport=WIDE)
    page.add_init_script(REFUSED)
    opened(page, live_server.url)
    turn(page)
    close(page)
    nothing_happens(page, "na?")
    page.reload()
    page.keyboard.press("n")
    shows(page, SECOND)


def test_without_script_there_is_no_switch(visit: Visit, live_server: Any) -> None:
    page = visit(viewport=WIDE, java_script_enabled=False)
    opened(page, live_server.url)
    expect(page.locator("[data-keys-switch]")).to_have_count(1)
    expect(page.locator("[data-keys-switch]")).to_be_hidden()
    assert page.locator("[data-keys-switch]").get_attribute("hidden") is not None


def test_shortcuts_ignore_modifier_keys_and_dialogs(visit: Visit, live_server: Any) -> None:
    page = visit(viewport=WIDE)
    opened(page, live_server.url)
    for together in ("Control", "Alt", "Meta"):
        page.keyboard.down(together)
        nothing_happens(page, "njac")
        page.keyboard.up(together)
    page.keyboard.press("?")
    address = page.url
    for key in "njkacrq?":
        page.keyboard.press(key)
    assert page.url == address
    expect(page.locator("dialog[open]")).to_have_count(1)
    expect(page.locator("[data-decision][open]")).to_have_count(0)
    page.goto(f"{live_server.url}/meja/")
    page.keyboard.press("/")
    page.keyboard.type("jk/nq?")
    expect(page.locator("#cari")).to_have_value("jk/nq?")
    expect(page.locator("#cari")).to_be_focused()


@pytest.mark.parametrize("button", ["Daftar isi", "Tampilan"])
def test_book_turns_no_page_behind_a_dialog(page: Page, live_server: Any, button: str) -> None:
    open_book(page, live_server, epubs.book())
    frame_of(page)
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("heading", level=2).click()
    place = page.locator("[data-percent]").inner_text()
    for key in ("ArrowRight", "PageDown", "End"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    expect(page.locator("[data-chapter]")).to_have_text("Bab satu")
    expect(page.locator("[data-percent]")).to_have_text(place)
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    expect(page.locator("[data-percent]")).not_to_have_text(place)
