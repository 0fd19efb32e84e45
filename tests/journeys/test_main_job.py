"""Tests the whole main job in a real browser, in every role, from the form to the book."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.accounts import factories as accounts
from tests.support.journeys import applicant
from tests.support.lending import factories as lending
from tests.support.mailbox import Letterbox

WIDE = {"width": 1440, "height": 900}


@pytest.mark.core(seconds=49)
def test_from_registration_to_reading_a_real_book(
    visit: Callable[..., Page],
    live_server: Any,
    letters: Letterbox,
    work: Callable[[], None],
    axe: Callable[[Page], None],
) -> None:
    title = lending.lendable()
    someone = applicant.adult(seed=77)
    citizen, base = visit(), live_server.url

    code = applicant.register(citizen, base, someone)
    work()
    link = letters.newest(someone.email).link("/aktivasi/")
    applicant.activate(citizen, link)
    work()
    assert code in letters.newest(someone.email, "/status/").text
    expect(citizen.get_by_role("main")).to_contain_text(code)

    _approve(visit(viewport=WIDE), base, code, axe)
    work()
    welcome = letters.newest(someone.email, "/koleksi/").text
    number = next(word.strip(".,") for word in welcome.split() if word.startswith("TBN"))

    reader = visit()
    _sign_in(reader, base, number, applicant.PASSWORD)
    reader.goto(f"{base}/kartu/")
    axe(reader)
    expect(reader.get_by_role("article")).to_contain_text(number)
    assert someone.person.nik not in reader.content()
    card = reader.request.get(f"{base}/kartu/kartu.pdf")
    assert card.body().startswith(b"%PDF")

    reader.goto(f"{base}/koleksi/{title.slug}/")
    reader.get_by_role("button", name="Pinjam").click()
    expect(reader.get_by_role("link", name="Baca")).to_be_visible()
    reader.goto(f"{base}/rak/")
    axe(reader)
    reader.get_by_role("link", name="Baca").first.click()
    reader.wait_for_url("**/baca/**")
    expect(reader.locator("[data-turn='1']")).to_be_visible()
    frame = next(frame for frame in reader.frames if "/isi/" in frame.url)
    assert frame.locator("body").inner_text().strip()
    reader.goto("about:blank")


def _sign_in(page: Page, base: str, login: str, password: str) -> None:
    page.goto(f"{base}/masuk/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/masuk/" not in url)


def _approve(page: Page, base: str, code: str, axe: Callable[[Page], None]) -> None:
    clerk = accounts.staff()
    _sign_in(page, base, clerk.login_name, accounts.PASSWORD)
    page.goto(f"{base}/meja/")
    axe(page)
    page.locator(f"button[formaction*='{code}']").first.click()
    page.wait_for_url(f"**/{code}/")
    axe(page)
    page.locator("summary", has_text="Setujui").click()
    page.get_by_role("button", name="Ya, setujui").click()
    expect(page.get_by_role("status").first).to_contain_text("anggota")
