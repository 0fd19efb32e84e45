"""The reader of books of pages, such as PDF."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.journeys.reader import signed_in
from tests.support.lending import factories as lending
from tests.support.reading.pages import files

WIDE = {"width": 1440, "height": 900}


PHONE = {"width": 360, "height": 740}


def opened(page: Page, live_server: Any, content: bytes, name: str = "buku.pdf") -> str:
    """Borrows the book and opens it; returns its address."""
    actor = lending.borrower()
    loan = lending.loan(lending.lendable(title=files.title(content, name)), actor)
    signed_in(page, live_server, actor)
    address = f"{live_server.url}/baca/{loan.pk}/"
    page.goto(address)
    return address


def picture(page: Page, number: int) -> Any:
    return page.locator(f".book-page[data-page='{number}'] .page-picture")


def is_drawn(page: Page, number: int) -> None:
    expect(picture(page, number)).to_be_visible()
    element = picture(page, number).element_handle()
    page.wait_for_function("one => one.complete && one.naturalWidth > 100", arg=element)
