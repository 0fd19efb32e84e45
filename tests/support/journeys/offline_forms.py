"""Forms that are sent without a network."""

from playwright.sync_api import Page, expect

from tests.support.feedback import factories
from tests.support.journeys.complaint_form import fill
from tests.support.journeys.proxy import Proxy
from tests.support.journeys.worker import ready

WAITING = "Menunggu dikirim"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text, timeout=30_000)


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim", exact=True).last.click()


def written(page: Page, proxy: Proxy) -> None:
    """A complaint that is filled in, with the worker at work."""
    page.goto(f"{proxy.url}/koleksi/")
    ready(page)
    fill(page, proxy.url)
    page.get_by_label("Surel").fill(factories.EMAIL)
