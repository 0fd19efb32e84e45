"""What licences ask of readers, as readers meet it in a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.catalogue.models import Title
from rontal.lending.models import Loan
from tests.catalogue import epubs
from tests.catalogue.factories import imported
from tests.journeys.test_reading import WIDE, frame_of, left_calmly, signed_in
from tests.lending import factories as lending
from tests.reading.pages import files

__all__ = ["left_calmly"]
SELECT = """number => {
  window.focus();
  getSelection().selectAllChildren(document.querySelectorAll("p")[number]);
}"""
WORDS = "() => getSelection().toString()"


def title_of(content: bytes) -> Title:
    return Title.objects.get(pk=imported(content).title_id)


def opened(page: Page, live_server: Any, title: Title, **terms: Any) -> Loan:
    """The book of a licence with these terms, in the reader."""
    actor = lending.borrower()
    licence = lending.bought("concurrent", title, **terms)
    loan = lending.loan(licence.title, actor)
    signed_in(page, live_server, actor)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"{live_server.url}/baca/{loan.pk}/")
    return loan


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_words_are_copied_until_the_licence_lets_no_more(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    loan = opened(page, live_server, title_of(epubs.book()), copy_characters=100)
    frame = frame_of(page)
    frame.evaluate(SELECT, 1)
    words = frame.evaluate(WORDS)
    assert 0 < len(words) < 100
    page.keyboard.press("Control+c")
    left = 100 - len(words)
    expect(page.locator("[data-said-words]")).to_have_text(
        f"Tersalin. Dari pinjaman ini Anda masih boleh menyalin {left} huruf."
    )
    assert clipboard(page) == words
    page.keyboard.press("Control+c")
    page.wait_for_timeout(500)
    loan.refresh_from_db()
    assert loan.copied == len(words), "the same words twice are counted once"
    page.evaluate("navigator.clipboard.writeText('mine')")
    frame.evaluate("getSelection().selectAllChildren(document.body)")
    page.keyboard.press("Control+c")
    said = page.locator("[data-said-words]")
    expect(said).to_contain_text(f"masih boleh menyalin {left} huruf")
    axe(page)
    assert clipboard(page) == "mine"
    loan.refresh_from_db()
    assert loan.copied == len(words)


def test_what_people_type_themselves_is_theirs(page: Page, live_server: Any) -> None:
    loan = opened(page, live_server, title_of(epubs.book()), copy_characters=0)
    frame_of(page)
    page.get_by_role("button", name="Cari di buku").click()
    page.locator("#find-words").fill("bergiliran")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    assert clipboard(page) == "bergiliran"
    loan.refresh_from_db()
    assert loan.copied == 0


def test_without_network_nothing_is_copied_where_it_is_counted(
    page: Page, live_server: Any
) -> None:
    opened(page, live_server, title_of(epubs.book()), copy_characters=5_000)
    frame = frame_of(page)
    page.evaluate("navigator.clipboard.writeText('mine')")
    page.context.set_offline(True)
    frame.evaluate(SELECT, 1)
    page.keyboard.press("Control+c")
    expect(page.locator("[data-said-words]")).to_contain_text("hanya bisa disalin dengan jaringan")
    assert clipboard(page) == "mine"
    page.context.set_offline(False)


@pytest.mark.parametrize("limit", [None, 5_000, 0])
def test_words_on_pages_are_counted_too(
    page: Page, live_server: Any, axe: Callable[[Page], None], limit: int | None
) -> None:
    page.set_viewport_size(WIDE)
    loan = opened(page, live_server, files.title(files.text(3), "buku.pdf"), copy_characters=limit)
    line = page.locator(".page-words text").first
    expect(line).to_be_attached()
    page.evaluate("navigator.clipboard.writeText('mine')")
    line.evaluate("one => getSelection().selectAllChildren(one)")
    page.keyboard.press("Control+c")
    said = page.locator("[data-said-words]")
    if limit is None:
        page.wait_for_timeout(500)
        expect(said).to_be_hidden()
    else:
        expect(said).to_contain_text("Tersalin" if limit else "tidak membolehkan")
        axe(page)
    assert ("Bab 1" in clipboard(page)) == (limit != 0)
    loan.refresh_from_db()
    assert (loan.copied > 0) == bool(limit)
