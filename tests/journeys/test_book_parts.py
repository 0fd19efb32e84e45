"""Tests of parts of books other than text: pictures, footnotes, formulas, directions."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.reading import resources, sanitise
from tests.support.journeys.proxy import Proxy, Way, running
from tests.support.journeys.reader import (
    browser_errors,
    close_pages_at_the_end,
    frame_of,
    open_book,
)
from tests.support.real_files import SHARED
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end"]
REAL = ("sherlock", "childrens-literature", "linear-algebra", "wasteland", "accessible_epub_3")


@pytest.fixture
def proxy(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the library."""
    yield from running(live_server)


def with_first(body: str, head: str = "", **parts: Any) -> bytes:
    """Returns a book with this first chapter."""
    return epubs.book(changes={"OEBPS/bab1.xhtml": epubs.chapter(body, head)}, **parts)


def test_picture_opens_in_a_dialog_and_can_be_enlarged(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    errors = browser_errors(page)
    open_book(
        page, live_server, with_first('<h1>Bab satu</h1><p><img src="gambar.png" alt="Sawah"/></p>')
    )
    frame_of(page).locator("img").click()
    dialog = page.get_by_role("dialog", name="Gambar")
    expect(dialog.get_by_role("img", name="Sawah")).to_be_visible()
    axe(page)
    small = dialog.get_by_role("img").bounding_box()
    dialog.get_by_role("button", name="Perbesar").click()
    large = dialog.get_by_role("img").bounding_box()
    assert small
    assert large
    assert large["width"] > small["width"]
    dialog.get_by_role("button", name="Tutup").click()
    page.keyboard.press("i")
    expect(dialog).to_be_visible()
    assert errors == []


def test_picture_dialog_shows_nothing_from_other_sites(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanitise, "clean_document", lambda content, _book: content)
    requested: list[str] = []
    body = (
        '<img src="/keluar/" alt="keluar"/><img src="https://jahat.example/a.png" alt="jahat"/>'
        '<img src="../../tempat/" alt="tempat"/>'
    )
    open_book(page, live_server, with_first(body, '<meta name="rontal" content="page"/>'))
    frame = frame_of(page)
    page.wait_for_timeout(500)
    page.on("request", lambda request: requested.append(request.url))
    for picture in frame.locator("img").all():
        picture.evaluate("one => one.click()")
    page.keyboard.press("i")
    page.wait_for_timeout(500)
    expect(page.get_by_role("dialog", name="Gambar")).to_be_hidden()
    assert requested == []


NOTES = """<h1>Bab satu</h1>
<p>Subak<a id="a" epub:type="noteref" href="#n1">1</a> dan tumpek<a id="b" role="doc-noteref"
href="bab2.xhtml#n2">2</a>, lihat <a id="c" href="bab2.xhtml#n2">bab dua</a>.</p>
<aside id="n1" epub:type="footnote"><p>Perkumpulan <script>x</script>pengatur air.
<a epub:type="backlink" href="#a">kembali</a></p></aside>"""


def test_a_footnote_opens_over_the_page(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    far = epubs.chapter('<h1 id="akhir">Bab dua</h1><p id="n2">Hari suci <b>hewan</b>.</p>')
    content = epubs.book(
        changes={"OEBPS/bab1.xhtml": epubs.chapter(NOTES), "OEBPS/bab2.xhtml": far}
    )
    open_book(page, live_server, content)
    frame = frame_of(page)
    frame.locator("#a").click()
    sheet = page.get_by_role("dialog", name="Catatan kaki")
    expect(sheet.locator("[data-footnote]")).to_have_text("Perkumpulan pengatur air.")
    axe(page)
    page.keyboard.press("Escape")
    frame.locator("#b").click()
    expect(sheet.locator("[data-footnote]")).to_have_text("Hari suci hewan.")
    sheet.get_by_role("button", name="Ke sana").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")


def test_ordinary_link_is_followed(page: Page, live_server: Any) -> None:
    far = epubs.chapter('<h1 id="akhir">Bab dua</h1><p id="n2">Hari suci.</p>')
    changes = {"OEBPS/bab1.xhtml": epubs.chapter(NOTES), "OEBPS/bab2.xhtml": far}
    open_book(page, live_server, epubs.book(changes=changes))
    frame_of(page).locator("#c").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")


FORMULA = (
    '<h1>Bab satu</h1><math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mfrac>'
    "<mi>a</mi><mn>2</mn></mfrac></math>"
)
VERTICAL = "<style>html { writing-mode: vertical-rl }</style>"
RIGHT_TO_LEFT = "<style>html { direction: rtl }</style>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (FORMULA, ""),
        (f"<h1>縦書き</h1>{'<p>水は高きより低きに流れる。</p>' * 60}", VERTICAL),
        (f"<h1>كتاب</h1>{'<p>الماء يجري من الأعلى إلى الأسفل.</p>' * 80}", RIGHT_TO_LEFT),
    ],
    ids=["formulas", "vertical", "right to left"],
)
def test_vertical_and_right_to_left_texts_are_laid_out_turned_and_stored(
    page: Page, live_server: Any, body: str, head: str
) -> None:
    errors = browser_errors(page)
    spine = epubs.SPINE
    open_book(page, live_server, with_first(body + epubs.PARAGRAPH * 20, head, spine=spine))
    frame = frame_of(page)
    assert frame.locator("h1").bounding_box()
    with page.expect_response(lambda answer: "/tempat/" in answer.url) as response:
        page.get_by_role("button", name="Halaman berikutnya").click()
    assert response.value.json()["part"] > 0
    frame.evaluate("getSelection().selectAllChildren(document.querySelectorAll('p')[1])")
    with page.expect_response(lambda answer: "/tanda/" in answer.url and answer.status == 204):
        page.get_by_role("button", name="Sorot: Biru").click()
    page.keyboard.press("Home")
    page.wait_for_timeout(400)
    assert errors == []


PATHS = """() => {
  const flat = (entries) => entries.flatMap((one) => [one.href, ...flat(one.children)]);
  const { contents } = JSON.parse(document.getElementById("book").textContent);
  return flat(contents).filter(Boolean).map((href) => href.split("#")[0]);
}"""
SHOWN = """(path) => {
  const [shown] = document.querySelector("foliate-paginator, foliate-fxl").getContents();
  return shown && shown.doc && decodeURI(shown.doc.location.pathname).endsWith(path);
}"""


@pytest.mark.parametrize("name", REAL)
def test_every_chapter_of_a_real_book_opens_without_an_error(
    page: Page, live_server: Any, name: str
) -> None:
    path = Path(SHARED / f"{name}.epub")
    if not path.exists():
        pytest.skip(f"LOUD: {path} is absent, so this real book was not read")
    errors = browser_errors(page)
    open_book(page, live_server, path.read_bytes())
    frame_of(page)
    paths = page.evaluate(PATHS)
    for at, path in enumerate(paths):
        page.keyboard.press("c")
        page.locator("[data-contents] button").nth(at).click()
        page.wait_for_function(SHOWN, arg=path)
    expect(page.locator("[data-trouble]")).to_be_hidden()
    assert len(paths) > 2
    assert errors == []


LATE_FRAMES = "window.requestAnimationFrame = (paint) => setTimeout(paint, 400, 0)"
TWO_CHAPTERS = """async () => {
  const [first, second] = document.querySelectorAll("[data-contents] button");
  second.click();
  while (!(SHOWN)("bab2.xhtml")) await new Promise((done) => setTimeout(done, 10));
  first.click();
}""".replace("SHOWN", SHOWN)


def test_a_page_is_painted_before_the_next_one_begins_to_arrive(
    page: Page, live_server: Any, proxy: Proxy
) -> None:
    page.add_init_script(LATE_FRAMES)
    errors = browser_errors(page)
    open_book(page, proxy, epubs.book())
    first = frame_of(page).url.removeprefix(proxy.url)
    proxy.way, proxy.only = Way.HALTED, f"GET {first}".encode()
    page.keyboard.press("c")
    page.evaluate(TWO_CHAPTERS)
    page.wait_for_timeout(1000)
    proxy.released.set()
    page.wait_for_function(SHOWN, arg="bab1.xhtml")
    assert errors == []


def test_oversized_chapter_is_reported_and_the_others_open(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "MAX_PAGE_BYTES", 50_000)
    large = epubs.chapter(f"<h1>Bab satu</h1>{epubs.PARAGRAPH * 2000}")
    open_book(page, live_server, epubs.book(changes={"OEBPS/bab1.xhtml": large}))
    expect(page.get_by_role("alert")).to_contain_text("terlalu besar untuk ditampilkan")
    page.get_by_role("button", name="Daftar isi").click()
    page.get_by_role("dialog").get_by_role("button", name="Bab dua").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    expect(page.get_by_role("alert")).to_be_hidden()
