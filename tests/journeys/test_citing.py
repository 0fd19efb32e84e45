"""Tests of citing a title: shown on its page, copied with its italics, downloaded as a file."""

from collections.abc import Callable
from typing import Any

import pytest
import rispy
from playwright.sync_api import Page, expect

from records.record import Credit
from tests.support.journeys.visits import Visit
from tests.support.web.collection.titles_without_files import public_title

Axe = Callable[[Page], None]
AS_HTML = """(async () => {
  const [one] = await navigator.clipboard.read();
  return (await one.getType("text/html")).text();
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_line_is_copied_with_its_italics(
    visit: Visit, live_server: Any, axe: Axe, scheme: str
) -> None:
    public_title("Bumi Manusia", year=1980, credits=[Credit("Pramoedya Toer", "Toer, Pramoedya")])
    page = visit(color_scheme=scheme)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"{live_server.url}/koleksi/bumi-manusia/")
    page.get_by_role("link", name="Kutip buku ini").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kutip buku ini")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Salin : APA").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tersalin")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == "Toer, P. (1980). Bumi Manusia."
    assert "<i>Bumi Manusia</i>" in page.evaluate(AS_HTML)
    with page.expect_download() as coming:
        page.get_by_role("link", name="RIS").click()
    assert coming.value.suggested_filename == "bumi-manusia.ris"
    (reference,) = rispy.loads(coming.value.path().read_text())
    assert reference["authors"] == ["Toer, Pramoedya"]
