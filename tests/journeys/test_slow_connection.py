"""Tests with a slow connection: photos are reduced, an offline book is not loaded again."""

import io
from datetime import timedelta
from typing import Any

import numpy
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from rontal.core import clock
from rontal.lending.models import Loan
from rontal.web.reader.views import content
from tests.support.journeys import applicant
from tests.support.journeys.offline import chapter, store_offline, stored_counts
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.worker import service_workers
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
SIZES = """
const append = FormData.prototype.append;
window.sizes = [];
FormData.prototype.append = function (name, value, ...rest) {
  if (value instanceof Blob) window.sizes.push(value.size);
  return append.call(this, name, value, ...rest);
};
"""
FULL = """() => {
  const real = Date.now;
  Date.now = () => real() + 60000; // late enough for the time to be kept anew
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };
}"""
AHEAD = "() => { const real = Date.now; Date.now = () => real() + 40 * 86400000 }"


def from_camera(orientation: int = 1) -> bytes:
    """Returns a photo of three megabytes, taken sideways: noise that does not compress."""
    grain = numpy.random.default_rng(7).integers(60, 190, (1800, 2700, 3), dtype="uint8")
    image, out = Image.fromarray(grain), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def sent(page: Page, base: str, photo: bytes) -> int:
    """Uploads a photo of the card; returns the bytes that were sent."""
    page.add_init_script(SIZES)
    applicant.begin(page, base)
    field = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo}
    page.locator("#id_card").set_input_files(field)  # type: ignore[arg-type]
    page.locator("#id_card_group [data-photo-status][data-state=done]").wait_for()
    (size,) = page.evaluate("sizes")
    return int(size)


def test_photo_is_sent_upright_and_as_small_as_the_library_stores_it(
    page: Page, live_server: Any
) -> None:
    photo = from_camera(orientation=6)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    assert sent(page, live_server.url, photo) < len(photo) * 0.6
    image = page.locator("#id_card_group [data-photo-preview]")
    assert image.evaluate("one => one.naturalWidth < one.naturalHeight")
    assert not [url for url in fetched if "/gambar/" in url], "nothing is fetched back"
    page.reload()
    page.wait_for_function("document.querySelector('[data-photo-preview]').naturalHeight > 0")
    assert image.evaluate("one => [one.naturalWidth, one.naturalHeight]") == [666, 1000]


def test_small_photo_is_sent_unchanged(page: Page, live_server: Any) -> None:
    card = applicant.adult().photos["card"]["buffer"]
    assert isinstance(card, bytes)
    assert sent(page, live_server.url, card) == len(card)


@pytest.fixture
def address(page: Page, live_server: Any) -> str:
    """Borrows and opens a book; returns the reader's address."""
    loan_address = open_book(page, live_server, epubs.book())
    frame_of(page)
    return loan_address


def test_offline_book_is_read_from_the_device_also_with_network(
    page: Page, address: str, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_offline(page, address)
    page.goto(f"{live_server.url}/rak/tersimpan/")
    fetched: list[Any] = []
    monkeypatch.setattr(content, "resource_of", lambda **arguments: fetched.append(arguments))
    page.goto(address)
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")
    chapter(page, "Bab dua")
    expect(frame_of(page).locator("h1")).to_have_text("Bab dua")
    offline_settings = page.evaluate(
        "JSON.parse(document.getElementById('book').textContent).offline"
    )
    assert not offline_settings, "the library opened the book"
    assert not fetched


def test_clock_ahead_of_time_loses_no_offline_book_if_the_library_is_reachable(
    page: Page, address: str, live_server: Any
) -> None:
    store_offline(page, address)
    Loan.objects.update(due_at=clock.now() + timedelta(days=5))
    page.add_init_script(f"({AHEAD})()")
    for worker in page.context.service_workers:
        worker.evaluate(AHEAD)
    page.goto(f"{live_server.url}/rak/tersimpan/")
    expect(page.locator("[data-left]")).to_have_text("5 hari lagi")
    page.goto(address)
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")
    assert stored_counts(page)[0] == 1


def test_offline_book_opens_without_network_on_a_full_device(page: Page, address: str) -> None:
    store_offline(page, address)
    for worker in page.context.service_workers:
        worker.evaluate(FULL)
    page.context.set_offline(True)
    page.goto(address)
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")
