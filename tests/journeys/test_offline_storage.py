"""A browser that stores nothing uses the site as without a worker."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.feedback.models import Ticket
from tests.support.feedback import factories
from tests.support.journeys.complaint_form import fill
from tests.support.journeys.worker import ready, service_workers, stored

__all__ = ["service_workers"]
THROWS = "Object.defineProperty(window, '{}', {{ get() {{ throw new DOMException('no'); }} }})"
MISSING = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })"
REFUSES = """ServiceWorkerContainer.prototype.register = () =>
  Promise.reject(new DOMException("no", "SecurityError"))"""
RECORD_REJECTIONS = """window.failed = [];
addEventListener("unhandledrejection", ({ reason }) => window.failed.push(`${reason}`));"""
CLOSED = """() => {
  const no = () => { throw new DOMException("closed", "SecurityError"); };
  Object.defineProperty(self, "indexedDB", { get: no });
  const rejects = () => Promise.reject(new DOMException("closed", "SecurityError"));
  self.caches.open = self.caches.match = self.caches.keys = rejects;
}"""


def walks(page: Page, base: str) -> None:
    """A visitor reads pages and sends a complaint."""
    for path, text in (("/", ""), ("/koleksi/", "Koleksi"), ("/rak/tersimpan/", "Tersimpan")):
        page.goto(base + path)
        expect(page.locator("h1")).to_contain_text(text)
    fill(page, base)
    page.get_by_label("Surel").fill(factories.EMAIL)
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.locator("h1")).to_have_text("Terima kasih, sudah kami terima", timeout=30_000)
    assert Ticket.objects.count() == 1
    assert page.evaluate("window.failed || []") == []


@pytest.mark.parametrize(
    "script",
    [MISSING, REFUSES, *(THROWS.format(name) for name in ("caches", "indexedDB", "localStorage"))],
)
def test_site_works_if_a_browser_refuses_a_storage(
    page: Page, live_server: Any, script: str
) -> None:
    page.add_init_script(RECORD_REJECTIONS)
    page.add_init_script(script)
    walks(page, live_server.url)


def test_site_works_if_the_storages_of_the_worker_close(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/koleksi/")
    ready(page)
    page.add_init_script(RECORD_REJECTIONS)
    for worker in page.context.service_workers:
        worker.evaluate(CLOSED)
    walks(page, live_server.url)


def test_site_works_on_a_full_device(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/koleksi/")
    ready(page)
    client = page.context.new_cdp_session(page)
    quota = {"origin": live_server.url, "quotaSize": 1}
    client.send("Storage.overrideQuotaForOrigin", quota)
    page.add_init_script(RECORD_REJECTIONS)
    walks(page, live_server.url)
    assert not [path for name, path in stored(page) if path == "/privasi/"]


def test_form_without_storage_is_explained(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/koleksi/")
    ready(page)
    fill(page, live_server.url)
    for worker in page.context.service_workers:
        worker.evaluate("""() => { IDBObjectStore.prototype.put = () => {
          throw new DOMException("no room", "QuotaExceededError"); }; }""")
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.get_by_role("heading", name="Belum terkirim")).to_be_visible()
    page.context.set_offline(False)
    page.go_back()
    expect(page.get_by_label("Ceritakan")).to_have_value(factories.WORDS)


def test_first_visit_on_a_full_device_works_without_a_worker(page: Page, live_server: Any) -> None:
    client = page.context.new_cdp_session(page)
    client.send("Storage.overrideQuotaForOrigin", {"origin": live_server.url, "quotaSize": 1})
    page.add_init_script(RECORD_REJECTIONS)
    walks(page, live_server.url)
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_without_script_there_is_no_worker(plain_page: Page, live_server: Any) -> None:
    plain_page.goto(f"{live_server.url}/koleksi/")
    expect(plain_page.locator("h1")).to_contain_text("Koleksi")
    assert plain_page.context.service_workers == []
