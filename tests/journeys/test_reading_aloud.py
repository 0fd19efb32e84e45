"""Tests of reading aloud. Headless browsers have no voices: a fake records the sentences."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.catalogue.models import Title
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.reading_aloud import VOICES
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end"]


def opened(page: Page, live_server: Any) -> None:
    """Opens a short book: two sentences in the first chapter, one in the second."""
    page.add_init_script(VOICES)
    first = "<h1>Bab satu</h1><p>Air <b>datang</b> pagi. Padi tumbuh!</p>"
    far = '<h1 id="akhir">Bab dua</h1><p lang="en">The end.</p>'
    changes = {"OEBPS/bab1.xhtml": epubs.chapter(first), "OEBPS/bab2.xhtml": epubs.chapter(far)}
    open_book(page, live_server, epubs.book(changes=changes))
    frame_of(page)


def test_a_book_is_read_sentence_by_sentence_to_its_end(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    opened(page, live_server)
    page.get_by_role("button", name="Tampilan").click()
    page.get_by_role("button", name="Bacakan").click()
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    axe(page)
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    expect(page.get_by_role("button", name="Jeda")).to_be_hidden()
    assert page.evaluate("window.said") == [
        ["id", "Bab satu"],
        ["id", "Air datang pagi."],
        ["id", "Padi tumbuh!"],
        ["id", "Bab dua"],
        ["en", "The end."],
    ]


def test_reading_aloud_pauses_continues_and_stops_with_the_page(
    page: Page, live_server: Any
) -> None:
    opened(page, live_server)
    page.keyboard.press("r")
    page.get_by_role("button", name="Jeda").click()
    spoken = page.evaluate("window.said.length")
    page.wait_for_timeout(300)
    assert page.evaluate("window.said.length") == spoken
    page.get_by_role("button", name="Teruskan").click()
    page.get_by_role("button", name="Daftar isi").click()
    page.get_by_role("dialog").get_by_role("button", name="Bab dua").click()
    expect(page.get_by_role("button", name="Jeda")).to_be_hidden()


def test_without_voices_reading_aloud_is_not_offered(page: Page, live_server: Any) -> None:
    page.add_init_script(VOICES.replace('[{ lang: "id-ID", name: "Suara" }]', "[]"))
    open_book(page, live_server, epubs.book())
    frame_of(page)
    page.get_by_role("button", name="Tampilan").click()
    expect(page.get_by_role("button", name="Bacakan")).to_be_hidden()


OURS = '[{ lang: "id-ID", name: "Suara" }]'
FOREIGN = VOICES.replace(OURS, '[{ lang: "en-US", name: "Voice" }]')
THREE = """[
  { lang: "in_ID", name: "Suara" }, { lang: "id-ID", name: "Lain" }, { lang: "en", name: "Voice" },
]"""


def test_browser_without_a_voice_for_the_book_explains_it_and_offers_a_choice(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    page.add_init_script(FOREIGN)
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    page.get_by_role("button", name="Tampilan").click()
    page.get_by_role("button", name="Bacakan").click()
    sheet = page.get_by_role("dialog", name="Bacakan")
    expect(sheet.get_by_text("tidak punya suara untuk bahasa buku ini: Indonesia")).to_be_visible()
    axe(page)
    assert page.evaluate("window.said") == [], "nothing is read before somebody has chosen"
    sheet.get_by_role("button", name="Bacakan").click()
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    assert page.evaluate("window.spoken") == ["Voice", 1]
    page.goto(address)
    frame_of(page)
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()


def test_voice_and_speed_are_chosen_while_it_reads(page: Page, live_server: Any) -> None:
    page.add_init_script(VOICES.replace(OURS, THREE).replace("60)", "60000)"))
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    assert page.evaluate("window.spoken") == ["Suara", 1]
    page.get_by_role("button", name="Suara dan kecepatan").click()
    sheet = page.get_by_role("dialog", name="Bacakan")
    expect(sheet.get_by_text("tidak punya suara")).to_be_hidden()
    assert sheet.locator("option").all_inner_texts() == ["Suara (Indonesia)", "Lain (Indonesia)"]
    sheet.get_by_label("Suara").select_option("Lain")
    sheet.get_by_label("Sangat cepat").check(force=True)
    assert page.evaluate("window.spoken") == ["Lain", 1.5]
    assert len(set(map(tuple, page.evaluate("window.said")))) == 1, "the sentence begins again"
    sheet.get_by_role("button", name="Bacakan").click()
    expect(sheet).to_be_hidden()
    page.goto(address)
    frame_of(page)
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert page.evaluate("window.spoken") == ["Lain", 1.5]


def test_failing_voice_is_reported(page: Page, live_server: Any) -> None:
    page.add_init_script(VOICES.replace("one.onend()", "one.onerror({ error: 'x' })"))
    open_book(page, live_server, epubs.book())
    frame_of(page)
    page.keyboard.press("r")
    expect(page.get_by_text("Suara peramban ini tidak membacakan")).to_be_visible()
    expect(page.get_by_role("button", name="Jeda")).to_be_hidden()


@pytest.mark.parametrize(
    ("book", "voice", "speaks"),
    [
        ("id", "in_ID", True),
        ("id", "ind-IDN", True),
        ("id", "idu-NG", False),
        ("jv", "jw", True),
        ("jv", "jav-ID", True),
        ("su", "sun-ID", True),
        ("en", "ENG-USA", True),
        ("fi", "fil-PH", False),
    ],
)
def test_voice_is_matched_by_language_in_any_code(
    page: Page, live_server: Any, book: str, voice: str, speaks: bool
) -> None:
    page.add_init_script(VOICES.replace("id-ID", voice))
    address = open_book(page, live_server, epubs.book())
    Title.objects.update(language=book)
    page.goto(address)
    frame_of(page)
    page.keyboard.press("r")
    if speaks:
        expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    else:
        expect(page.get_by_text("tidak punya suara untuk bahasa buku ini")).to_be_visible()


def test_book_of_unknown_language_is_read_in_the_language_of_the_page(
    page: Page, live_server: Any
) -> None:
    page.add_init_script(VOICES)
    body = epubs.chapter("<h1>Bab satu</h1>").replace('lang="id"', 'lang="und"')
    changes = {"OEBPS/bab1.xhtml": body, "OEBPS/bab2.xhtml": body}
    open_book(page, live_server, epubs.book(changes=changes))
    frame_of(page)
    page.keyboard.press("r")
    page.wait_for_function("() => window.said.length > 0")
    assert page.evaluate("said[0]") == ["id", "Bab satu"]
