"""Search inside a book."""

from playwright.sync_api import Page, expect

from tests.support.records import epubs

POINTED = """() => {
  const layer = document.querySelector('foliate-paginator').getContents()[0].overlayer.element;
  return [...layer.querySelectorAll('rect')].map((one) => one.getBoundingClientRect().toJSON());
}"""


def book() -> bytes:
    """Returns a book whose last phrase is split by markup and has an accent."""
    body = (
        f"<h1 id='akhir'>Bab dua</h1>{epubs.PARAGRAPH * 60}<p>Di sana <b>Sang</b> Hyang Déwi.</p>"
    )
    return epubs.book(changes={"OEBPS/bab2.xhtml": epubs.chapter(body)})


def leads_to_the_place(page: Page) -> None:
    """Opens the hit in `book` and checks that it is visible and pointed to."""
    page.get_by_role("button", name="Sang Hyang Déwi").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    expect(page.locator("[data-percent]")).not_to_have_text("50%")
    boxes = page.evaluate(POINTED)
    assert boxes, "the place is not pointed at"
    assert all(0 <= box["left"] < page.viewport_size["width"] for box in boxes), (
        "it is not in sight"
    )


def search_for(page: Page, words: str) -> None:
    page.get_by_role("button", name="Cari di buku").click()
    page.get_by_role("searchbox", name="Kata-kata").fill(words)
    page.get_by_role("button", name="Cari", exact=True).click()


def is_pointed_at(page: Page, number: int) -> list[dict[str, float]]:
    """Returns the boxes over the hit, after checking that all of them are visible."""
    boxes = page.locator(f".book-page[data-page='{number}'] .page-pointed rect")
    expect(boxes.first).to_be_visible()
    page.wait_for_timeout(500)
    rectangles: list[dict[str, float]] = boxes.evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    stage = page.locator("[data-stage]").bounding_box()
    assert stage
    for box in rectangles:
        assert stage["x"] <= box["left"] < box["right"] <= stage["x"] + stage["width"] + 1
        assert stage["y"] <= box["top"] < box["bottom"] <= stage["y"] + stage["height"] + 1
    return rectangles
