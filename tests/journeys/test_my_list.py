"""Tests of the reading list, on a phone, by keyboard, in both themes."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.lending.reading_lists import listed_of
from tests.support.journeys.reader import signed_in
from tests.support.journeys.visits import Visit
from tests.support.lending import factories as lending

Axe = Callable[[Page], None]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_book_is_added_to_the_list_removed_restored_and_shown_at_home(
    visit: Visit, live_server: Any, axe: Axe, scheme: str
) -> None:
    person, free, lent = lending.borrower(), lending.lendable(), lending.lendable()
    lending.loan(lent)
    page = visit(color_scheme=scheme)
    signed_in(page, live_server, person)
    for book in (lent, free):
        page.goto(f"{live_server.url}/koleksi/{book.slug}/")
        heart = page.get_by_role("button", name="Ingin baca")
        expect(heart).to_have_attribute("aria-pressed", "false")
        heart.focus()
        page.keyboard.press("Enter")
        expect(heart).to_have_attribute("aria-pressed", "true")
    axe(page)
    page.get_by_role("link", name="Daftar saya").click()
    expect(page.locator("h2")).to_have_text(["Bisa dibaca sekarang", "Belum tersedia"])
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name=f"Keluarkan : {free.title}").click()
    undo = page.get_by_role("button", name="Urungkan")
    expect(undo).to_be_focused()
    assert listed_of(person) == [lent.pk]
    axe(page)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Pinjam : {free.title}").click()
    expect(page.get_by_text("Ada di rak Anda")).to_be_visible()
    assert listed_of(person) == [free.pk, lent.pk]
