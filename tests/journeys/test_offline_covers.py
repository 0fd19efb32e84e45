"""Tests that covers open without network, are refreshed with one, and use limited storage."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from rontal.catalogue.models import Cover
from rontal.web.collection.views import browse
from tests.support.catalogue.factories import imported
from tests.support.journeys import proxy as proxies
from tests.support.journeys.proxy import Proxy, Way
from tests.support.journeys.worker import ready, service_workers, stored, until
from tests.support.records import epubs

__all__ = ["service_workers"]
MAX_COVERS = 150
WIDTH = 480
CACHE = "rontal-covers"
# Without these the browser's own cache answers nothing, and the proxy sees each question.
OF_CACHES = (b"connection:", b"cache-control:", b"etag:", b"last-modified:", b"expires:")
BYTES = """async (address) => {
  const answer = await fetch(address).catch(() => null);
  return answer ? [answer.status, (await answer.arrayBuffer()).byteLength] : null;
}"""
MANY = """async ([address, from, to]) => {
  for (let number = from; number < to; number += 1)
    await (await fetch(`${address}?nomor=${number}`)).arrayBuffer();
}"""
NAMES = f"""async () => (await (await caches.open("{CACHE}")).keys())
  .map(({{ url }}) => Number(new URL(url).searchParams.get("nomor")))"""
OLDER = """async (days) => {
  const asked = indexedDB.open("workbox-expiration");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const store = asked.result.transaction("cache-entries", "readwrite").objectStore("cache-entries");
  const all = store.getAll();
  await new Promise((resolve) => (all.onsuccess = resolve));
  for (const row of all.result) store.put({ ...row, timestamp: row.timestamp - days * 86400000 });
  await new Promise((resolve) => (store.transaction.oncomplete = resolve));
  asked.result.close();
}"""


@pytest.fixture
def proxy(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the library without the headers that let browsers cache by themselves."""
    for one in proxies.running(live_server):
        one.removed = OF_CACHES
        yield one


@pytest.fixture
def cover(page: Page, proxy: Proxy) -> str:
    """The path of a cover; the worker is at work."""
    imported(epubs.book())
    page.goto(f"{proxy.url}/privasi/")
    ready(page)
    return f"/koleksi/sampul/{Cover.objects.get().digest}-{WIDTH}.webp"


def request_count(proxy: Proxy, path: str) -> int:
    """Counts the requests for the path that reached the library."""
    return sum(line.startswith(f"GET {path} ".encode()) for line in proxy.seen)


def covers(page: Page) -> list[str]:
    """Paths in the covers' cache."""
    return [path for name, path in stored(page) if name == CACHE]


def test_cover_is_served_from_the_device_and_refreshed(
    page: Page, proxy: Proxy, cover: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, size = page.evaluate(BYTES, cover)
    assert status == 200
    until(page, lambda: covers(page) == [cover], "stored")
    cover_picture, content = browse.selectors.cover_picture(
        cover.split("/")[-1].split("-")[0], WIDTH
    )
    newer = content + b"0" * 10
    monkeypatch.setattr(
        browse.selectors, "cover_picture", lambda *_arguments: (cover_picture, newer)
    )
    before = request_count(proxy, cover)
    assert page.evaluate(BYTES, cover) == [200, size], "what the device holds, at once"
    until(page, lambda: request_count(proxy, cover) == before + 1, "asked for anew")
    until(page, lambda: page.evaluate(BYTES, cover) == [200, size + 10], "the newer one")
    proxy.way = Way.NOTHING
    assert page.evaluate(BYTES, cover) == [200, size + 10]


def test_unavailable_cover_replaces_none(page: Page, proxy: Proxy, cover: str) -> None:
    status, size = page.evaluate(BYTES, cover)
    assert status == 200
    until(page, lambda: covers(page) == [cover], "stored")
    for way in (Way.BARE_404, Way.BARE_502, Way.NOTHING):
        proxy.way = way
        before = len(proxy.seen)
        assert page.evaluate(BYTES, cover) == [200, size]
        until(page, lambda: len(proxy.seen) > before, "asked for anew")  # noqa: B023
        page.wait_for_timeout(200)
        assert page.evaluate(BYTES, cover) == [200, size]


def test_number_of_stored_covers_is_limited(page: Page, cover: str) -> None:
    page.evaluate(MANY, [cover, 0, MAX_COVERS + 30])
    until(page, lambda: len(covers(page)) == MAX_COVERS, "the oldest are deleted")
    assert sorted(page.evaluate(NAMES)) == list(range(30, MAX_COVERS + 30))


def test_covers_unused_for_a_month_are_deleted(page: Page, cover: str) -> None:
    page.evaluate(MANY, [cover, 0, 5])
    until(page, lambda: len(covers(page)) == 5, "stored")
    page.evaluate(OLDER, 29)
    page.evaluate(MANY, [cover, 5, 6])
    until(page, lambda: len(covers(page)) == 6, "stored")
    page.evaluate(OLDER, 2)
    page.evaluate(MANY, [cover, 6, 7])
    until(page, lambda: sorted(page.evaluate(NAMES)) == [5, 6], "older ones are deleted")
