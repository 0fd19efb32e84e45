"""Tests that a new version replaces former workers without losing input or stored data."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.web.offline import manifest
from rontal.web.offline.views import worker as views
from tests.support.feedback import factories
from tests.support.journeys.complaint_form import fill
from tests.support.journeys.offline import store_offline, stored_counts
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.worker import ready, service_workers, stored, until
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
OLD_FILE = "/static/ui/altcha-worker.js?build=1"
REGISTER_FORMER_WORKERS = """async () => {
  for (const scope of ["/baca/", "/rak/", "/keluar/"])
    await navigator.serviceWorker.register("/luring.js", { scope, updateViaCache: "none" });
}"""
SCOPES = """async () => (await navigator.serviceWorker.getRegistrations())
  .map((one) => new URL(one.scope).pathname).sort()"""
VERSION = """async () => {
  const [found] = (await caches.keys()).filter((name) => name.includes("precache"));
  const all = (await (await caches.open(found)).keys()).map((one) => one.url);
  return all.filter((url) => url.includes("__WB_REVISION__=build"));
}"""


def build(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The library of another build: its pages and one of its files have changed."""
    real = manifest.site

    def site() -> dict[str, Any]:
        changed = json.loads(json.dumps(real()))
        changed["version"] = f"build-{number}"
        for one in changed["files"]:
            if one["url"].endswith("altcha-worker.js"):
                one |= {"url": f"/static/ui/altcha-worker.js?build={number}", "revision": None}
        return changed  # type: ignore[no-any-return]

    monkeypatch.setattr(views, "manifest", type("M", (), {"site": site, "script": manifest.script}))


def versions(page: Page) -> set[str]:
    """Revisions of the precached pages."""
    names = page.evaluate(VERSION)
    return {str(re.search(r"build-\d", address)[0]) for address in names}  # type: ignore[index]


def test_new_version_takes_over_while_a_form_is_being_typed(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(monkeypatch, 1)
    page.goto(f"{live_server.url}/koleksi/")
    ready(page)
    fill(page, live_server.url)
    assert versions(page) == {"build-1"}
    page.evaluate("window.same = true")
    monkeypatch.undo()
    build(monkeypatch, 2)
    other = page.context.new_page()
    other.goto(f"{live_server.url}/privasi/")
    until(other, lambda: versions(other) == {"build-2"}, "the new version")
    assert page.evaluate("window.same") is True, "nobody has loaded the page anew"
    expect(page.get_by_label("Ceritakan")).to_have_value(factories.WORDS)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    status = page.evaluate(f"fetch('{OLD_FILE}').then((answer) => answer.status)")
    assert status == 200
    assert ["rontal-assets", "/static/ui/altcha-worker.js"] in stored(page)
    page.context.set_offline(True)
    assert page.evaluate(f"fetch('{OLD_FILE}').then((answer) => answer.status)") == 200
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.locator("h1")).to_have_text("Terima kasih, sudah kami terima", timeout=30_000)


def test_former_workers_are_replaced_and_stored_books_remain(page: Page, live_server: Any) -> None:
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    store_offline(page, address)
    page.evaluate(REGISTER_FORMER_WORKERS)
    page.evaluate("caches.open('rontal-shelf-0123456789abcdef').then(() => null)")
    assert page.evaluate(SCOPES) == ["/", "/baca/", "/keluar/", "/rak/"]
    page.context.set_offline(True)
    page.goto(address)
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")
    page.context.set_offline(False)
    page.goto(f"{live_server.url}/rak/")
    until(page, lambda: page.evaluate(SCOPES) == ["/"], "former workers are gone")
    assert stored_counts(page)[0] == 1
    page.context.set_offline(True)
    page.goto(address)
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")


def test_caches_of_former_workers_are_deleted(page: Page, live_server: Any) -> None:
    page.route("**/pekerja.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/koleksi/")
    page.evaluate("caches.open('rontal-shelf-0123456789abcdef').then(() => null)")
    page.unroute("**/pekerja.js")
    page.reload()
    ready(page)
    assert page.evaluate("caches.has('rontal-shelf-0123456789abcdef')") is False
