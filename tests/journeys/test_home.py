"""Tests of the members' home page, the bottom bar and the search in every header."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.core.actors import Actor
from tests.support.accounts.factories import PASSWORD
from tests.support.catalogue.factories import title
from tests.support.journeys.home import reader_with_everything
from tests.support.journeys.reader import signed_in
from tests.support.journeys.reading_apps import somebody
from tests.support.journeys.visits import Visit
from tests.support.lending.factories import borrower, lendable
from tests.support.membership.factories import applicant, in_review, needs_correction

Axe = Callable[[Page], None]
PHONE, LOW_PHONE = {"width": 360, "height": 740}, {"width": 360, "height": 640}
TURNED, WIDE = {"width": 740, "height": 360}, {"width": 1440, "height": 900}
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
COVERED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const bar = document.querySelector('.bottom-bar');
  if (bar.contains(one) || !box.width) return '';
  const x = Math.min(box.left + box.width / 2, innerWidth - 2);
  const edges = box.height < 200 ? [box.top + 2, box.bottom - 2] : [box.top + 2];
  const hidden = edges.filter((y) => {
    const there = document.elementFromPoint(x, y);
    return !there || bar.contains(there);
  });
  return hidden.length ? one.outerHTML.slice(0, 120) : '';
}"""
"""Returns the focused element if its edges (of a tall one the upper edge) are behind the bar or
outside the window; '' otherwise.
"""


def at_home(page: Page, live_server: Any, reader: Actor) -> Page:
    signed_in(page, live_server, reader)
    page.goto(f"{live_server.url}/")
    return page


@pytest.mark.core(seconds=13)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_page_is_accessible_on_every_screen(
    visit: Visit, live_server: Any, axe: Axe, scheme: str, language: str
) -> None:
    reader, _ = reader_with_everything()
    for size in (LOW_PHONE, TURNED, WIDE):
        page = visit(viewport=size, color_scheme=scheme)
        page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
        at_home(page, live_server, reader)
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, size


@pytest.mark.parametrize("application", [in_review, needs_correction])
def test_applicant_page_is_accessible(
    visit: Visit, live_server: Any, axe: Axe, application: Callable[[], Any]
) -> None:
    reader = applicant(application())
    for size in (LOW_PHONE, WIDE):
        page = at_home(visit(viewport=size), live_server, reader)
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, size


@pytest.mark.core(seconds=4)
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_book_is_renewed_a_ready_hold_borrowed_and_one_continued(
    visit: Visit, live_server: Any, script: bool
) -> None:
    reader, reading = reader_with_everything()
    page = at_home(visit(java_script_enabled=script), live_server, reader)
    page.get_by_role("button", name="Perpanjang").click()
    expect(page.get_by_role("status").first).to_contain_text("Anda boleh membaca terus")
    assert page.url == f"{live_server.url}/"
    expect(page.get_by_text("Segera berakhir")).to_have_count(0)
    page.get_by_role("button", name="Pinjam : Sudah Kembali").click()
    expect(page.get_by_text("Selamat membaca")).to_be_visible()
    page.get_by_role("link", name="Perpustakaan").first.click()
    page.get_by_role("link", name="Lanjut baca : Sedang Dibaca").click()
    assert page.url == f"{live_server.url}/baca/{reading.pk}/"
    expect(page.locator(".bottom-bar")).to_have_count(0)


def test_renewing_leaves_no_second_entry_in_the_history(page: Page, live_server: Any) -> None:
    reader, _ = reader_with_everything()
    signed_in(page, live_server, reader)
    page.goto(f"{live_server.url}/kartu/")
    page.goto(f"{live_server.url}/")
    before = page.evaluate("history.length")
    page.get_by_role("button", name="Perpanjang").click()
    expect(page.get_by_text("Segera berakhir")).to_have_count(0)
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.url == f"{live_server.url}/kartu/"


def test_form_falls_back_to_a_normal_submit_when_fetch_fails(page: Page, live_server: Any) -> None:
    reader, _ = reader_with_everything()
    at_home(page, live_server, reader)
    page.evaluate("window.fetch = () => Promise.reject(new TypeError('away')); 0")
    page.get_by_role("button", name="Perpanjang").click()
    expect(page.get_by_text("Segera berakhir")).to_have_count(0)


@pytest.mark.core(seconds=1)
def test_signing_in_opens_the_home_page(page: Page, live_server: Any) -> None:
    member = somebody()
    page.goto(f"{live_server.url}/masuk/")
    page.locator("input[name=login]").fill(member.user.login_name)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    expect(page.locator("h1")).to_contain_text("Halo, ")


def test_the_slash_key_searches_from_every_page(visit: Visit, live_server: Any) -> None:
    lendable(title=title("Subak di Tabanan"))
    wide = visit(viewport=WIDE)
    wide.goto(f"{live_server.url}/privasi/")
    wide.keyboard.press("/")
    expect(wide.get_by_role("searchbox")).to_be_focused()
    wide.keyboard.type("subak/")
    assert wide.locator("#header-q").input_value() == "subak/"
    wide.keyboard.press("Enter")
    wide.wait_for_url("**/koleksi/?q=subak*")
    phone = visit()
    phone.goto(f"{live_server.url}/privasi/")
    phone.keyboard.press("/")
    phone.wait_for_url("**/koleksi/#q")
    expect(phone.locator("#q")).to_be_focused()


def test_the_slash_key_can_be_switched_off(visit: Visit, live_server: Any) -> None:
    page = visit(viewport=WIDE)
    page.goto(f"{live_server.url}/privasi/")
    page.locator("header summary").press("Enter")
    page.get_by_role("switch").press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#header-q")).not_to_be_focused()


def test_search_and_the_home_link_need_no_script(plain_page: Page, live_server: Any) -> None:
    plain_page.goto(f"{live_server.url}/privasi/")
    plain_page.get_by_role("banner").get_by_role("link", name="Cari").click()
    assert plain_page.url.startswith(f"{live_server.url}/koleksi/")
    plain_page.get_by_role("link", name="Perpustakaan").first.click()
    assert plain_page.url == f"{live_server.url}/"


@pytest.mark.parametrize("size", [LOW_PHONE, PHONE, TURNED])
def test_bottom_bar_covers_no_focused_element(
    visit: Visit, live_server: Any, size: dict[str, int]
) -> None:
    reader, _ = reader_with_everything()
    page = at_home(visit(viewport=size, reduced_motion="reduce"), live_server, reader)
    total_shown = 0
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        page.wait_for_timeout(30)
        assert page.evaluate(COVERED) == "", "the bar covers what has the focus"
        total_shown += 1
    assert total_shown > 25
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    footer, bar = page.locator("footer").bounding_box(), page.locator(".bottom-bar").bounding_box()
    assert footer is not None
    assert bar is not None
    assert footer["y"] + footer["height"] <= bar["y"] + 1


@pytest.mark.parametrize("size", [LOW_PHONE, TURNED, {"width": 180, "height": 320}])
def test_each_entry_of_the_bottom_bar_is_a_large_tap_target(
    visit: Visit, live_server: Any, size: dict[str, int]
) -> None:
    page = at_home(visit(viewport=size), live_server, borrower())
    bar = page.get_by_role("navigation", name="Navigasi cepat")
    expect(bar.get_by_role("link")).to_have_text(["Beranda", "Cari", "Rak", "Kartu"])
    for link in bar.get_by_role("link").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["width"] >= (48 if size["width"] >= 360 else 44)
    assert page.evaluate(OVERFLOW) <= 0
    for address, name in (("/rak/ingin/", "Rak"), ("/kartu/", "Kartu"), ("/koleksi/", "Cari")):
        page.goto(f"{live_server.url}{address}")
        expect(bar.locator("[aria-current=page]")).to_have_text(name)


def test_bottom_bar_hides_where_it_would_obstruct(visit: Visit, live_server: Any) -> None:
    reader = borrower()
    phone = at_home(visit(has_touch=True, is_mobile=True), live_server, reader)
    bar = phone.locator(".bottom-bar")
    expect(bar).to_be_visible()
    phone.locator("#q").focus()
    expect(bar).to_be_hidden()
    phone.locator("#q").blur()
    expect(bar).to_be_visible()
    phone.emulate_media(media="print")
    expect(bar).to_be_hidden()
    wide = at_home(visit(viewport=WIDE), live_server, reader)
    expect(wide.locator(".bottom-bar")).to_be_hidden()
    visitor = visit()
    visitor.goto(f"{live_server.url}/")
    expect(visitor.locator(".bottom-bar")).to_be_hidden()
    zoomed = at_home(visit(viewport={"width": 320, "height": 256}), live_server, reader)
    assert (
        zoomed.locator(".bottom-bar").evaluate("bar => getComputedStyle(bar).position") == "static"
    )


def test_current_entry_is_marked_without_colours(visit: Visit, live_server: Any) -> None:
    page = at_home(visit(forced_colors="active"), live_server, borrower())
    marked = page.locator(".bottom-bar [aria-current]")
    assert marked.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
